// The main job on real data: grows circuits, trains them on all of MNIST, compares them with their controls, and shows
// the result.
import { project, run, setUp } from './setup.mjs';
import path from 'node:path';

setUp();
run(process.execPath, 'scripts/build.mjs');
const anlage = (...words) => run(process.execPath, path.join(project, 'dist', 'anlage.mjs'), ...words);
anlage('run', 'examples/rapid-learning.anl', ...process.argv.slice(2));
anlage('show', 'examples/rapid-learning.anl', '--quiet', '--html', 'examples/runs/rapid-learning.html');
console.log('The report is in examples/runs/rapid-learning.html');
