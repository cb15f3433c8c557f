/** The parts of the page about the day: what was planned, what a run came to, and what it means for many publishers. */
import { readFileSync } from 'node:fs';
import type { DayFigures } from '../day/figures.js';
import { daySection, extrapolationSection, plan } from '../day/report.js';
import { root } from '../run/paths.js';

/** Of the run that the page shows; `npm run day -- --page` writes them. */
const figures = (): DayFigures => JSON.parse(readFileSync(`${root}scripts/day/figures.json`, 'utf8')) as DayFigures;

export const dayPlan = plan;
export const dayResult = (): string => daySection(figures());
export const dayForMany = (): string => extrapolationSection(figures());
