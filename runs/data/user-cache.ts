import os from 'node:os';
import path from 'node:path';

/** What tells where a user's cache is; Node's own if left out. */
export interface CacheContext {
  readonly environment?: Readonly<Record<string, string | undefined>>;
  readonly platform?: NodeJS.Platform;
  readonly home?: string;
}

/** The platform's cache folder (XDG_CACHE_HOME or ~/.cache; LOCALAPPDATA; ~/Library/Caches), then `anlage`. */
export function userCache({
  environment = process.env,
  platform = process.platform,
  home = os.homedir(),
}: CacheContext = {}): string {
  const base =
    platform === 'win32'
      ? environment.LOCALAPPDATA || path.join(home, 'AppData', 'Local')
      : platform === 'darwin'
        ? path.join(home, 'Library', 'Caches')
        : environment.XDG_CACHE_HOME || path.join(home, '.cache');
  return path.join(base, 'anlage');
}
