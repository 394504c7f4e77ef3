export { createInventory } from './inventory.js';
export { machine } from './machine.js';
export { lackingColumns } from './lackingColumns.js';
export { toApp } from './toApp.js';
export type { Inventory, RowProblem } from './types.js';
export type { AppFilter } from './pages.js';
export { changeFleet, type FleetEdit, type FleetEdited } from './change/changeFleet.js';
export { entryTag, readStoredFleet, tagOf, type StoredFleet } from './change/storedFleet.js';
