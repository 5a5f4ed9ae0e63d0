/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

int do_spawn(char *const *words);
int do_to(char *const *words);
int do_input(char *const *words);
int do_mempolicy(char *const *words);
int do_clock(char *const *words);
int do_addkey(char *const *words);
int do_readkey(char *const *words);
int do_notify(char *const *words);
