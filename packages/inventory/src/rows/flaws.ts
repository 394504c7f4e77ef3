import { CodedError, inEnglish, statement, type Statement } from '#contract';
import type { Row } from '#mysql';
import type { Described } from '../hosts/readDescribed.js';
import { below, directory, listColumn, textColumn } from './columns.js';

/** Columns that no row may leave empty, and those that one with an init script may not. */
const required = ['id', 'app_key', 'server_name', 'network_ip', 'pro_type', 'pro_dir', 'local_name', 'is_deloy_dir'];

const ofInit = ['pro_key', 'pro_init'];

/** Every column that a row of some kind may not leave empty. */
export const everyNeeded = [...required, ...ofInit, 'config_dir'];

/** Every column a row is judged by. */
export const judged = [...everyNeeded, 'configure_file_list', 'predir'];

const mayLack = [...ofInit, 'config_dir'];

const control = /\p{Cc}/u;
const climbs = (path: string): boolean => path.split('/').includes('..') || control.test(path);

function isFileName(name: string): boolean {
  return !name.includes('/') && name !== '.' && name !== '..' && !control.test(name);
}

function isPlace(path: string): boolean {
  return path.startsWith('/') && below(path) !== '' && !climbs(path);
}

/** A `.rexflow`, the place of an app in it, or a path below that; a directory of that name further up may be anybody's. */
const ownPlace = /\/\.rexflow(\/[^/]+)?(\/(live|pairs|sealed|outcomes|carriers|gone)(\/.*)?)?$/;

/** The rules of columns, beyond not being empty. */
const rules: { column: string; expected: Statement; holds: (row: Row) => boolean }[] = [
  ...['app_key', 'local_name'].map((column) => ({
    column,
    expected: statement('row.fileName'),
    holds: (row: Row) => isFileName(textColumn(row, column)),
  })),
  ...['pro_dir', 'config_dir'].map((column) => ({
    column,
    expected: statement('row.absolute'),
    holds: (row: Row) => isPlace(textColumn(row, column)),
  })),
  ...['pro_dir', 'config_dir'].map((column) => ({
    column,
    expected: statement('row.ownPlace'),
    holds: (row: Row) => !ownPlace.test(directory(row, column)),
  })),
  ...['pro_init', 'pro_key'].map((column) => ({
    column,
    expected: statement('row.printable'),
    holds: (row: Row) => !control.test(textColumn(row, column)),
  })),
  {
    column: 'network_ip',
    expected: statement('row.address'),
    holds: (row) => /^[A-Za-z0-9:][\w.:%-]*$/.test(textColumn(row, 'network_ip')),
  },
  {
    column: 'is_deloy_dir',
    expected: statement('row.layout'),
    holds: (row) => ['1', '2'].includes(textColumn(row, 'is_deloy_dir')),
  },
  {
    column: 'config_dir',
    expected: statement('row.nested'),
    holds: (row) =>
      textColumn(row, 'is_deloy_dir') !== '1' ||
      directory(row, 'config_dir').startsWith(`${directory(row, 'pro_dir')}/`),
  },
  {
    column: 'config_dir',
    expected: statement('row.separate'),
    holds: (row) =>
      textColumn(row, 'is_deloy_dir') !== '2' || directory(row, 'config_dir') !== directory(row, 'pro_dir'),
  },
  {
    column: 'configure_file_list',
    expected: statement('row.belowConfig'),
    holds: (row) => !listColumn(row, 'configure_file_list').some(climbs),
  },
  { column: 'predir', expected: statement('row.belowProgram'), holds: (row) => !climbs(textColumn(row, 'predir')) },
];

/** A column that makes a row unusable: an empty one by its name, a wrong one with what it has to be. */
export type Flaw = string | Statement;

/** The columns that make a row unusable. */
export function flaws(row: Row, { beside }: Pick<Described, 'beside'>): Flaw[] {
  const { type = 'init' } = beside.get(textColumn(row, 'app_key'))?.service ?? {};
  const needed = [
    ...required,
    ...(type === 'init' ? ofInit : []),
    ...(textColumn(row, 'is_deloy_dir') === '1' ? ['config_dir'] : []),
  ];
  const empty = needed.filter((column) => textColumn(row, column) === '');
  const wrong = rules.filter(
    ({ column, holds }) =>
      !(empty.includes(column) || (mayLack.includes(column) && textColumn(row, column) === '')) && !holds(row),
  );
  return [...empty, ...wrong.map(({ column, expected }) => statement('row.misfit', { column, expected }))];
}

/** The error APP_INCOMPLETE of a row, naming its columns. */
export function incomplete(row: Row, found: readonly Flaw[]): CodedError {
  return new CodedError('APP_INCOMPLETE', {
    app: textColumn(row, 'app_key') || `the row with id ${textColumn(row, 'id')}`,
    columns: found.map((flaw) => (typeof flaw === 'string' ? flaw : inEnglish(flaw).message)),
    statements: found,
  });
}
