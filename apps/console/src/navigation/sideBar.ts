import { computed, signal } from '@preact/signals';

const key = 'rexflow.sideBar';
const narrowScreen = matchMedia('(max-width: 1279px)');
const screenIsNarrow = signal(narrowScreen.matches);
narrowScreen.addEventListener('change', () => (screenIsNarrow.value = narrowScreen.matches));

const folded = signal(localStorage.getItem(key) === 'folded');

/** Whether the side bar shows icons only: because somebody folded it, or for lack of room. */
export const sideBarIsNarrow = computed(() => folded.value || screenIsNarrow.value);

/** Folds the side bar to its icons, or unfolds it. */
export function foldSideBar(): void {
  folded.value = !folded.value;
  localStorage.setItem(key, folded.value ? 'folded' : 'open');
}
