/** An icon of 16 units: what is drawn as a line, and what is filled. */
export interface IconPaths {
  line?: string;
  fill?: string;
}

const circle = 'M8 2.75a5.25 5.25 0 1 0 0 10.5a5.25 5.25 0 1 0 0-10.5';

/** Every icon of the console: those of states, of pages, and of what can be done. */
export const icons = {
  cross: { line: 'M4 4l8 8M12 4l-8 8' },
  half: { line: circle, fill: 'M8 2.75a5.25 5.25 0 0 1 0 10.5z' },
  person: {
    line: 'M8 8.25a2.75 2.75 0 1 0 0-5.5a2.75 2.75 0 0 0 0 5.5M3.25 13.5c.4-2.5 2.3-3.5 4.75-3.5s4.35 1 4.75 3.5',
  },
  differs: { line: 'M3 6h10M3 10h10M10.5 3l-5 10' },
  drain: { line: 'M3 2.75h10M8 4.5v6M5.25 8L8 10.75L10.75 8M3 13.25h10' },
  question: { line: 'M6 5.9a2.05 2.05 0 1 1 3 1.8c-.7.4-1 .9-1 1.8M8 11.9v.1' },
  crossedRing: { line: `${circle}M4.4 4.4l7.2 7.2` },
  star: { line: 'M8 2.5v11M3.25 5.25l9.5 5.5M12.75 5.25l-9.5 5.5' },
  check: { line: 'M3 8.5l3.25 3.25L13 5' },
  pause: { line: 'M5.75 3.5v9M10.25 3.5v9' },
  ring: { line: 'M13.25 8a5.25 5.25 0 1 1-3.2-4.84', fill: 'M3.5 7h2v2h-2zM7 7h2v2H7zM10.5 7h2v2h-2z' },
  dashedRing: { line: circle },
  clock: { line: `${circle}M8 5v3.25l2 1.25` },
  back: { line: 'M6 3.5L3 6.5l3 3M3.25 6.5h6a3.25 3.25 0 0 1 0 6.5H6' },
  dash: { line: 'M3.5 8h9' },
  warning: { line: 'M8 2.75L1.9 13.25h12.2zM8 6.5v3.25M8 11.5v.1' },

  home: { line: 'M2.5 7.75L8 2.75l5.5 5M4 6.75v6.5h8v-6.5' },
  release: { line: 'M8 10.5v-7.5M4.75 6L8 2.75L11.25 6M3 13.25h10' },
  groups: { line: 'M2.75 2.75h4v4h-4zM9.25 2.75h4v4h-4zM2.75 9.25h4v4h-4zM9.25 9.25h4v4h-4z' },
  hosts: { line: 'M2.75 3h10.5v4H2.75zM2.75 9h10.5v4H2.75zM5 5v.1M5 11v.1' },
  audit: { line: 'M4 2.25h5.5L12.5 5.25v8.5H4zM6.25 7.5h4M6.25 10.5h4' },
  system: { line: 'M1.75 8.25h3L6.75 3.5l2.75 9l1.75-4.25h3' },

  plus: { line: 'M8 3v10M3 8h10' },
  more: { fill: 'M2.75 7.25h1.5v1.5h-1.5zM7.25 7.25h1.5v1.5h-1.5zM11.75 7.25h1.5v1.5h-1.5z' },
  chevron: { line: 'M6 3.5L10.5 8L6 12.5' },
  stop: { line: 'M4.5 4.5h7v7h-7z' },
  sideBar: { line: 'M2.25 3.25h11.5v9.5H2.25zM6.25 3.25v9.5' },
} as const satisfies Readonly<Record<string, IconPaths>>;

/** The name of an icon. */
export type IconName = keyof typeof icons;
