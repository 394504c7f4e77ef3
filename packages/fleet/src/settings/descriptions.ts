import { statement, statements, type Statement, type StatementId } from '#contract';

/** What is said of a setting, by its keys. */
export type SettingId = Extract<StatementId, `setting.${string}`>;

const isOfSetting = (id: StatementId): id is SettingId => id.startsWith('setting.');

/** What the schema says of a setting: the English words of its statement. */
export const descriptionOf = (id: SettingId): string => statements[id].message;

const byDescription = new Map(
  (Object.keys(statements) as StatementId[]).filter(isOfSetting).map((id) => [descriptionOf(id), id]),
);

/** The statement that a description of the schema comes from, for whoever says it in another language; null for one that comes from none. */
export function statementDescribing(description: string): Statement | null {
  const id = byDescription.get(description);
  return id === undefined ? null : statement(id);
}
