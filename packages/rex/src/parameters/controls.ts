/** Parameters every action takes; they steer the answer, not the work. */
export const controls: Readonly<Record<string, string>> = {
  token: 'the token of /login; may also come as Authorization: Bearer',
  async: '1 answers at once with a job id instead of waiting for the result',
  sprint: '1 keeps respon.stdout in the answer',
  debug: 'accepted for older clients, without effect',
  w: 'accepted for older clients, without effect',
};

const rexOptions = 'b e E G g H z K P p u d ddd m o q qw Q T Tm Tv Ty c C f F h M O s S t v n l'.split(' ');

/** Why a parameter the original took is refused here, or undefined for any other name. */
export function whyRefused(name: string): string | undefined {
  if (name === 'pwd' || name === 'rex') return 'choosing another program or working directory is not possible';
  if (name === 'confFile') return 'choosing another configuration file is not possible';
  if (rexOptions.includes(name)) return 'options of the rex program are not taken';
  return undefined;
}
