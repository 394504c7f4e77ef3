import { plainScript } from './hostScript.js';

const script = plainScript({ file: 'toolLayout', lib: ['toolLayout'], args: ['place'] });

/** A script that tells whose layout stands at a place of a host: see `toolLayoutFound`. It changes nothing there. */
export const toolLayoutScript = (place: string): string => script({ place });
