/** The site of `deploy/nginx`, with what a publisher changes in it. */
import { readFileSync } from 'node:fs';
import { adapt } from './adapt.js';

export interface NginxSite {
  /** Ports of the two instances, of TLS and of plain HTTP. */
  first: number;
  second: number;
  front: number;
  plain: number;
  /** Has certificate and key; gets the log. */
  folder: string;
  /** Other texts of the file → what stands in their place. */
  changes?: Readonly<Record<string, string>>;
}

export const nginxSite = ({ first, second, front, plain, folder, changes = {} }: NginxSite): string =>
  adapt(readFileSync('deploy/nginx/sso-elements.conf', 'utf8'), {
    '127.0.0.1:8787': `127.0.0.1:${first}`,
    '127.0.0.1:8788': `127.0.0.1:${second}`,
    'listen 443': `listen 127.0.0.1:${front}`,
    'listen 80;': `listen 127.0.0.1:${plain};`,
    '/etc/ssl/www.example.com.pem': `${folder}/cert.pem`,
    '/etc/ssl/www.example.com.key': `${folder}/key.pem`,
    '/var/log/nginx/': `${folder}/`,
    ...changes,
  });
