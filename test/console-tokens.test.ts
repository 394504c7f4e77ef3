import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from './support/root.js';

const text = readFileSync(join(root, 'apps/console/src/style/tokens.css'), 'utf8');
const themes = ['light', 'dark'] as const;

/** The colours of both themes by the name of their token. */
const tokens = new Map(
  [...text.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)].map(([, name, light, dark]) => [
    name!,
    { light: light!, dark: dark! },
  ]),
);

/** The relative luminance of a colour as WCAG 2 has it. */
function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const share = parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

function contrast(one: string, other: string, theme: (typeof themes)[number]): number {
  const [dark, light] = [one, other].map((name) => luminance(tokens.get(name)![theme])).sort((a, b) => a - b);
  return (light! + 0.05) / (dark! + 0.05);
}

const grounds = ['ground', 'surface', 'sunk', 'raised', 'select'];
const states = ['ok', 'bad', 'run', 'mix', 'drift', 'hold', 'drain', 'off'];

/** What stands on what, and how far it has to stand out: 4.5 for text, 3 for the edges of controls and for marks. */
const pairs: readonly (readonly [string, string, number])[] = [
  ...['ink', 'ink2', 'ink3', 'link'].flatMap((name) => grounds.map((ground) => [name, ground, 4.5] as const)),
  ['on-fill', 'ink', 4.5],
  ...['ground', 'surface', 'raised'].map((ground) => ['edge', ground, 3] as const),
  ...states.flatMap(
    (state) =>
      [
        [state, `${state}-tint`, 4.5],
        [state, 'surface', 4.5],
        [`${state}-mark`, 'surface', 2.95],
        ['ink2', `${state}-tint`, 4.5],
      ] as const,
  ),
];

test.each(themes)('what is to be read or seen stands out from what it stands on (%s)', (theme) => {
  const faint = pairs.flatMap(([one, other, least]) => {
    const found = contrast(one, other, theme);
    return found < least ? [`${one} on ${other}: ${found.toFixed(2)} instead of ${least}`] : [];
  });
  expect(faint).toEqual([]);
});

test('every colour the console uses is a token', () => {
  const used = [
    'base',
    'controls',
    'frame',
    'states',
    'parts',
    'lists',
    'home',
    'matrix',
    'panel',
    'releases',
    'newRelease',
    'history',
  ]
    .map((name) => readFileSync(join(root, `apps/console/src/style/${name}.css`), 'utf8'))
    .join('\n');
  const own = new Set(['of', 'of-tint', 'row-height', 'template', 'widths', 'columns', 'least', 'edge-of-page']);
  const known = new Set([...text.matchAll(/--([\w-]+):/g)].map(([, name]) => name));
  const names = new Set([...used.matchAll(/var\(--([\w-]+)/g)].map(([, name]) => name!));
  expect([...names].filter((name) => !known.has(name) && !own.has(name))).toEqual([]);
  expect(used.match(/#[0-9a-f]{3,8}\b(?!-)/gi) ?? []).toEqual(['#0d111699']);
});
