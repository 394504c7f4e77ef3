import type { RefObject } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';

/** The height of a line as the style sheet has it for this width of screen. */
export function useLineHeight(element: RefObject<HTMLElement | null>): number {
  const [height, setHeight] = useState(34);
  useLayoutEffect(() => {
    const measure = (): void => {
      if (!element.current) return;
      const told = parseFloat(getComputedStyle(element.current).getPropertyValue('--line'));
      if (told > 0) setHeight(told);
    };
    measure();
    addEventListener('resize', measure);
    return () => removeEventListener('resize', measure);
  }, []);
  return height;
}
