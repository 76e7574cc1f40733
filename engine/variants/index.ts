export { held } from './held.ts';
export { rewiredRules } from './rewired.ts';
