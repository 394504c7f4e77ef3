import { icons, type IconName, type IconPaths } from './paths.js';

/** An icon in the colour of the text it stands in; a word beside it says what it means. */
export function Icon({ name }: { name: IconName }) {
  const { line, fill }: IconPaths = icons[name];
  return (
    <svg class={`icon icon-${name}`} viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      {line && <path class="icon-line" d={line} />}
      {fill && <path class="icon-fill" d={fill} />}
    </svg>
  );
}
