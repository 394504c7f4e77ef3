/** The actions that bring a version to hosts. */
const bringing = ['release', 'rollback'];

/** Whether an action looks at hosts or works on them without bringing a version: these never count as releases. */
export const isActivity = (action: string): boolean => !bringing.includes(action);
