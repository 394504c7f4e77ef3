/** Options of Node by which a process believes that it is `ms` later (earlier: negative) than it is; its timers run as ever. */
export const fakeClock = (ms: number): string[] => [
  '--import',
  `data:text/javascript,${encodeURIComponent(`
    const Real = Date;
    globalThis.Date = class Date extends Real {
      constructor(...given) {
        if (given.length === 0) super(Real.now() + ${ms});
        else super(...given);
      }
      static now() {
        return Real.now() + ${ms};
      }
    };
  `)}`,
];
