import type { RefObject } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';

/** The height of a row in pixels, as the style sheet sets it for this width of screen. */
export function useRowHeight(element: RefObject<HTMLElement | null>): number {
  const [height, setHeight] = useState(34);
  useLayoutEffect(() => {
    const measure = (): void => {
      if (!element.current) return;
      const pixels = parseFloat(getComputedStyle(element.current).getPropertyValue('--row-height'));
      if (pixels > 0) setHeight(pixels);
    };
    measure();
    addEventListener('resize', measure);
    return () => removeEventListener('resize', measure);
  }, []);
  return height;
}
