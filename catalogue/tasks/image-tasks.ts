/** Tasks whose trials are images. */
import { rowByRow } from '../../engine/tasks/index.ts';
import { imageSets } from '../image-sets.ts';
import { counted, defaulting, optional, word } from '../parameters.ts';
import { type TrialsTask, trialsTask } from './task-record.ts';

const known = Object.entries(imageSets).filter(([, { status }]) => status === undefined);
const rows = trialsTask({
  name: 'row_by_row',
  documentation:
    'An image is read row by row, its class asked for at the last step; all test images are asked. `trials` of a ' +
    'training takes so many of the images to learn from, by chance. Pixels are from 0 to 1.',
  example: 'task rows is row_by_row { images mnist;  order permuted }',
  sources: ['Le et al. 2015'],
  takes: {
    images: defaulting(
      word(
        Object.fromEntries(known.map(([name, { documentation }]) => [name, documentation])),
        'The set; colours stand one after the other.',
      ),
      'mnist',
      'Le et al. (2015)',
    ),
    width: optional(counted('pixels', 'Pixels a step, the length of a row without it; 1: pixel by pixel.', '28', 1)),
    order: defaulting(
      word(
        { reading: 'Row by row.', permuted: 'One order that is drawn once, the same for every image.' },
        'In which order pixels are read.',
      ),
      'reading',
      'Le et al. (2015)',
    ),
  },
  behind: {},
  imagesIn: 'images',
  trials({ images, width, order }) {
    const { inputs: pixels, row, classes, training } = imageSets[images];
    return rowByRow({
      set: images,
      pixels,
      classes,
      width: width ?? row,
      permuted: order === 'permuted',
      trials: training,
    });
  },
});
export const imageTasks: readonly TrialsTask[] = [rows];
