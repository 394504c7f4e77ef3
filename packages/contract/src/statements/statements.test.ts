import { expect, test } from 'vitest';
import { errorInChinese } from '../errors/zh/index.js';
import { placesIn } from '../words/fillWords.js';
import { errorInside, inEnglish, statement, statements, type StatementId } from './statement.js';
import '../chinese.js';
import { chineseOf, chineseStatements as known } from './zh/index.js';

const ids = Object.keys(statements) as StatementId[];
const chineseStatements = known as Record<StatementId, (typeof known)[string]>;

test('both languages have every statement, with the same details in it and advice where there is some', () => {
  expect(Object.keys(chineseStatements).sort()).toEqual([...ids].sort());
  for (const id of ids) {
    const [english, chinese] = [statements[id], chineseStatements[id]];
    const places = ({ message, advice = '' }: typeof english): string[] => placesIn(message + advice).sort();
    expect(places(chinese), id).toEqual(places(english));
    expect(chinese.advice === undefined, id).toBe(english.advice === undefined);
  }
});

test('what is Chinese is Chinese', () => {
  const bare = (words: string): string => words.replaceAll(/\{[^}]*\}/g, '');
  const foreign = ids.flatMap((id) => {
    const { message, advice = '。' } = chineseStatements[id];
    // What holds nothing but its details says nothing itself.
    return [message, advice].filter((words) => /[A-Za-z]/.test(bare(words)) && !/\p{sc=Han}/u.test(words));
  });
  expect(foreign).toEqual(['gateway', 'gateway']);
});

test('Chinese has full-width punctuation between Han characters, and a blank beside Latin ones and details', () => {
  const wrong = ids.flatMap((id) =>
    [chineseStatements[id].message, chineseStatements[id].advice ?? '']
      // What stands at {about} begins with a bracket of its own.
      .map((words) => words.replace('{about}', '').replaceAll(/\{[^}]*\}/g, 'x1'))
      .filter((text) =>
        /\p{sc=Han}[,:;?!(]|[,:;?!)]\p{sc=Han}|\p{sc=Han}[A-Za-z0-9]|[A-Za-z0-9]\p{sc=Han}|\s[，：；？！（）。]/u.test(
          text,
        ),
      ),
  );
  expect(wrong).toEqual([]);
});

const inChinese = (one: ReturnType<typeof statement>) => chineseOf(one, errorInChinese);

test('what stands inside a statement is said in its language; text is data', () => {
  const unreachable = { code: 'UNREACHABLE', details: { host: 'web-1', reason: 'no route' } } as const;
  const found = statement('app.unseen', {
    app: 'shop',
    error: errorInside(unreachable),
    advice: errorInside(unreachable, 'advice'),
  });
  expect(inEnglish(found).message).toMatch(/^shop could not be looked at: web-1 /);
  expect(inEnglish(found).advice).toMatch(/^[A-Z].*\.$/);
  expect(inChinese(found)?.message).toMatch(/^无法检查 shop：.*web-1.*no route/);
  expect(inChinese(found)?.advice).toMatch(/。$/);

  const clocks = statement('clock.ahead', {
    clock: statement('clock.ofRedis'),
    time: statement('time.seconds', { n: 12 }),
    other: statement('clock.ofGateway'),
  });
  expect(inEnglish(clocks).message).toBe("the clock of Redis is 12 s ahead of the gateway's");
  expect(inChinese(clocks)?.message).toBe('Redis 的时钟比 gateway 快 12 秒');
  expect(inChinese(statement('holder.own', { name: 'a{b} 中 文' }))?.message).toBe('属于本套 rexflow：a{b} 中 文');
});

test('several are joined as each language joins them, and what is cut off is counted', () => {
  const names = statement('names.unnameable', { names: statement('names.more', { names: ['a', 'b'], n: 3 }) });
  expect(inEnglish(names).message).toMatch(/^k cannot name a, b and 3 more: /);
  expect(inChinese(names)?.message).toMatch(/^k 无法指名 a、b 等，另有 3 个：/);
  const places = ['/a', '/b'].map((path) => statement('directories.place', { path, names: ['w1', 'w2'] }));
  const apart = statement('directories.differ', { directory: 'directories.store', places });
  expect(inEnglish(apart).message).toBe('directories.store is not one place: /a of w1, w2; /b of w1, w2');
  expect(inChinese(apart)?.message).toBe('directories.store 不是同一目录：w1、w2 的 /a；w1、w2 的 /b');
});

test('what a newer program says has no Chinese here, also not inside another statement', () => {
  expect(inChinese({ id: 'from.tomorrow', details: {} })).toBeNull();
  expect(inChinese({ id: 'toString', details: {} })).toBeNull();
  const inside = {
    id: 'error.gatewayLog',
    details: { error: { code: 'FROM_TOMORROW', details: {}, part: 'message' } },
  };
  expect(inChinese(inside as ReturnType<typeof statement>)).toBeNull();
  expect(inChinese({ id: 'workers.alive', details: {} })?.message).toBe(' 个存活');
});
