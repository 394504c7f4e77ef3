/**
 * The condition that a request is switching this app, putting it back, or visiting it: what is seen of it then says nothing. One
 * that waits for its turn, or that files were only sent to, is as it was.
 */
export const isAtWork = (app: string): string =>
  `EXISTS (SELECT 1 FROM rexflow_leases e JOIN rexflow_host_releases w ON w.request_id = e.request_id AND w.app_key = e.app_key
     WHERE e.app_key = ${app} AND w.phase IN ('hooks', 'activate', 'wrapUp', 'undo', 'hooksUndo', 'visit'))`;
