// SPDX-License-Identifier: Apache-2.0
/** RFC 3339, without Date: the engine of the static executable starts faster without it. */
import { native } from "./native.ts";

const DAY = 86_400;
/** Days from 0000-03-01 to 1970-01-01. */
const EPOCH = 719_468;
const DAYS_OF_400_YEARS = 146_097;

function two(number: number): string {
  return number < 10 ? `0${number}` : String(number);
}

/**
 * Calendar date of a day number, in the proleptic Gregorian calendar. Years begin in March, so that the leap
 * day is the last one.
 */
function date(days: number): string {
  const shifted = days + EPOCH;
  const era = Math.floor(shifted / DAYS_OF_400_YEARS);
  const dayOfEra = shifted - era * DAYS_OF_400_YEARS;
  const leaps = Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leaps) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const month = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * month + 2) / 5) + 1;
  const year = yearOfEra + era * 400 + (month >= 10 ? 1 : 0);
  return `${String(year).padStart(4, "0")}-${two(month >= 10 ? month - 9 : month + 3)}-${two(day)}`;
}

/** @param seconds since 1970, not negative */
export function formatTime(seconds: number, nanoseconds: number): string {
  const days = Math.floor(seconds / DAY);
  const rest = seconds - days * DAY;
  const time = `${two(Math.floor(rest / 3600))}:${two(Math.floor(rest / 60) % 60)}:${two(rest % 60)}`;
  return `${date(days)}T${time}.${String(nanoseconds).padStart(9, "0")}Z`;
}

/** The present, with nanoseconds, UTC. */
export function timestamp(): string {
  const [seconds = 0, nanoseconds = 0] = native().now();
  return formatTime(seconds, nanoseconds);
}
