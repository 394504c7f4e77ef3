export { createInventory } from './inventory.js';
export { toApp } from './toApp.js';
export type { Inventory } from './types.js';
