import { genes } from './genes-template.ts';
import { growth } from './growth-template.ts';
import { images } from './images-template.ts';
import { recording } from './recording-template.ts';
import { spectrum } from './spectrum-template.ts';
import type { StudyTemplate } from './study-template.ts';
import { sweep } from './sweep-template.ts';
import { task } from './task-template.ts';

export type { Companion, StudyTemplate } from './study-template.ts';

/** What a new study can begin with, in the order in which it is offered. */
export const templates = (): readonly StudyTemplate[] => [growth, genes, images, task, spectrum, sweep, recording];
