/* SPDX-License-Identifier: Apache-2.0 */
/* replay/drill/watch.h -- how what is true comes to be known: samples and
 * alarms of monitors, reports and claims of people. Knows no scene. */
#ifndef REPLAY_DRILL_WATCH_H
#define REPLAY_DRILL_WATCH_H

#include <stdint.h>

struct drill;

/* watch_sample: a monitor's turn: it samples its service. */
void watch_sample(struct drill *d, uint32_t monitor);

/* watch_blind, watch_see: what keeps a monitor from sampling begins, and is
 * over. */
void watch_blind(struct drill *d, uint32_t inject);
void watch_see(struct drill *d, uint32_t inject);

/* watch_deceive, watch_undeceive: what makes all samples of a monitor look bad
 * (误报) begins, and is over. */
void watch_deceive(struct drill *d, uint32_t inject);
void watch_undeceive(struct drill *d, uint32_t inject);

/* watch_settle: let monitors whose turns were not taken, for they would have
 * changed nothing, take them again where they would. A drill has the same
 * facts as one that takes every turn (docs/semantics.md, 3). */
void watch_settle(struct drill *d);

/* watch_alarm: a monitor's alarm is seen. */
void watch_alarm(struct drill *d, uint32_t monitor);

/* watch_report: somebody outside says that something is wrong with a
 * service; `by` is who or what brought it. */
void watch_report(struct drill *d, uint32_t service, uint32_t by);

/* watch_claim: somebody says of a service what its level is; that is what is
 * known of it until somebody samples or looks. */
void watch_claim(struct drill *d, uint32_t inject);

#endif
