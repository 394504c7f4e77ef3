/** All that programs find which unpack something. */
export const environment = { PATH: process.env.PATH ?? '' };
