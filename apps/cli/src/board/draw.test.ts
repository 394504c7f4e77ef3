import { afterEach, expect, test } from 'vitest';
import { setTerminalLanguage } from '../language/terminalLanguage.js';
import { paintOf } from '../output/paint.js';
import { width } from '../output/width.js';
import { applyEvents, openBoard } from '#api/client';
import { viewOf, type BoardView } from './boardView.js';
import { draw, type Frame } from './draw.js';
import { event, midway, releaseOf, start, stepOn } from './many.fixture.js';

afterEach(() => {
  setTerminalLanguage('en');
});

const frame = (columns: number, lines: number, colours = false): Frame => ({
  ...{ columns, lines, paint: paintOf(colours), note: 'a note', turn: 0, now: start + 9000 },
});
function board(hosts: number, batchSize: number): BoardView {
  const release = releaseOf(hosts, batchSize);
  return viewOf(applyEvents(openBoard(release), midway(release)));
}

test('hosts by steps, with how long each took, where there is room', () => {
  const events = [
    event(0, 'accepted', null),
    event(10, 'phase', null, { phase: 'prepare', batch: 0 }),
    ...stepOn('web1', 'prepare', 'inspect', 100, 300),
    ...stepOn('web1', 'prepare', 'carry', 300, 1500, 1_200_000),
    event(1500, 'vote', 'web1', { phase: 'prepare', vote: 'done', standing: 'old', trouble: null }),
    ...stepOn('web2', 'prepare', 'inspect', 100),
  ];
  const made = viewOf(applyEvents(openBoard(releaseOf(2, 1)), events));
  expect(draw(made, frame(100, 20))).toEqual([
    `release of web1, web2 by admin${' '.repeat(65)}9.0s`,
    '6f0c7a52-0000-4000-8000-000000000000',
    'prepare ⠋ 9.0s  batch 1 of 2',
    '████████░░░░░░░░░░░░░░░░░░░░░░░░░  1 at work, 1 ready, 1.2 MB sent',
    '',
    '                prepare',
    'app   host      inspect carry        sent     time  now',
    'web1  10.0.0.1  ✓ 0.2s  ✓ 1.2s     1.2 MB     1.4s  ready',
    'web2  10.0.0.2  ⠋ 8.9s  ·                     8.9s  inspect',
    'a note',
  ]);
});

test.each([
  [200, 80, 24],
  [200, 120, 50],
  [200, 40, 10],
  [1000, 100, 30],
  [3, 20, 5],
])('%i hosts fit a terminal of %i by %i, in colours, too', (hosts, columns, lines) => {
  const made = board(hosts, 60);
  for (const colours of [false, true]) {
    const picture = draw(made, frame(columns, lines, colours));
    expect(picture.length).toBeLessThan(lines);
    for (const line of picture) expect(width(line), line).toBeLessThan(columns);
  }
});

test('where not all fit the failed are shown, all in one sign each, and the rest counted', () => {
  const picture = draw(board(200, 60), frame(80, 24));
  const text = picture.join('\n');
  for (const app of ['web8', 'web28', 'web48']) expect(text).toMatch(new RegExp(`^${app} .*restored`, 'm'));
  expect(text).toMatch(/^… and \d+ more: /m);
  const [, bar] = /^(.*?) {2}57 done, 3 failed, 60 at work, 80 ready/m.exec(text) ?? [];
  expect(bar).toMatch(/^█+░+$/);
  expect(text.match(/^[✓✗⠋=]{79}$/gm)).toHaveLength(2);
});

test('what a host said cannot steer the terminal', () => {
  const trouble = { code: 'START_FAILED', message: '\u001b[2Jgone\nand more' };
  const vote = event(10, 'vote', 'web1', { phase: 'activate', vote: 'failed', standing: 'down', trouble });
  const made = viewOf(applyEvents(openBoard(releaseOf(1)), [vote]));
  const text = draw(made, frame(120, 20)).join('\n');
  expect(text).toContain('down START_FAILED ?[2Jgone and more');
});

test('wide characters keep the columns', () => {
  setTerminalLanguage('zh');
  const events = [
    ...stepOn('web1', 'prepare', 'inspect', 100, 300),
    ...stepOn('web1', 'prepare', 'carry', 300, 1500, 1_200_000),
    event(1500, 'vote', 'web1', { phase: 'prepare', vote: 'done', standing: 'old', trouble: null }),
    ...stepOn('web2', 'prepare', 'inspect', 100),
  ];
  const picture = draw(viewOf(applyEvents(openBoard(releaseOf(2, 1)), events)), frame(100, 20));
  const [head, first, second] = picture.slice(-4);
  const before = (line: string, text: string): number => width(line.slice(0, line.indexOf(text)));
  expect(before(head!, '现状')).toBe(before(first!, '就绪'));
  expect(before(head!, '现状')).toBe(before(second!, '检视'));
  expect(before(head!, '传输')).toBe(before(first!, '✓ 1.2s'));
  expect(picture[0]).toMatch(/^发布 web1、web2，由 admin 发起 /);
});
