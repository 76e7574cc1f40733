// The commands of this folder's tests on their own: `node --import tsx test/data/data-and-doctor.ts data list`.
import { Command } from 'commander';
import { dataCommand } from '../../cli/data-command.ts';
import { failed } from '../../cli/failed.ts';
import { doctorCommand } from '../../cli/doctor-command.ts';

const program = new Command('anlage');
dataCommand(program);
doctorCommand(program);
try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = failed(error, { debug: false, json: false });
}
