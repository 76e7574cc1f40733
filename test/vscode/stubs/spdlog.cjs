// In place of the native logger behind VS Code's output channels, which are files.
const fs = require('node:fs');
const path = require('node:path');
const names = ['trace', 'debug', 'info', 'warning', 'error', 'critical'];
class Logger {
  constructor(file) {
    this.file = file;
    this.level = 2;
    this.raw = false;
  }
  write(level, text) {
    if (level < this.level) return;
    const line = this.raw
      ? text
      : `${new Date().toISOString().replace('T', ' ').slice(0, 23)} [${names[level]}] ${text}\n`;
    try {
      fs.appendFileSync(this.file, line);
    } catch {
      /* the folder went away at shutdown */
    }
  }
  getLevel() {
    return this.level;
  }
  setLevel(level) {
    this.level = level;
  }
  setPattern() {
    this.raw = false;
  }
  clearFormatters() {
    this.raw = true;
  }
  flush() {}
  drop() {}
}
['trace', 'debug', 'info', 'warn', 'error', 'critical'].forEach((method, level) => {
  Logger.prototype[method] = function (text) {
    this.write(level, text);
  };
});
const create = async (_name, file) => {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  return new Logger(file);
};
module.exports = {
  version: 0,
  setLevel() {},
  setFlushOn() {},
  shutdown() {},
  Logger: class extends Logger {
    constructor(_type, _name, file) {
      super(file);
    }
  },
  createRotatingLogger: create,
  createAsyncRotatingLogger: create,
};
