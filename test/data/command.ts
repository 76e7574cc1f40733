// The commands of this folder's tests on their own: `node --import tsx test/data/command.ts data list`.
import { Command } from 'commander';
import { dataCommand } from '../../cli/data.ts';
import { doctorCommand } from '../../cli/doctor.ts';

const program = new Command('anlage').option('--quiet');
dataCommand(program);
doctorCommand(program);
await program.parseAsync();
