/* SPDX-License-Identifier: Apache-2.0 */
#include "replay/cli/results.h"

#include "base/digest.h"
#include "base/text.h"
#include "plans/plan.h"
#include "plans/scene.h"
#include "replay/cli/by_start.h"
#include "replay/cli/emit.h"
#include "replay/drill/fact.h"
#include "replay/drill/stage.h"
#include "replay/judge/path.h"
#include "replay/judge/timing.h"
#include "replay/report/odds.h"
#include "scenarios/scenario.h"

static const char *const verdict_names[] = {
    "met", "not_met", "undecided", "not_tested"};

static void
emit_interval(struct emit *e, const char *name, const struct interval *i)
{
	emit_object(e, name);
	emit_int(e, "ppm", i->ppm);
	emit_int(e, "low_ppm", i->low);
	emit_int(e, "high_ppm", i->high);
	emit_end(e, '}');
}

/* emit_share: null where there is no evidence. */
static void
emit_share(struct emit *e, const char *name, struct summary_of of,
    enum campaign_count count)
{
	struct interval i;

	if (summary_share(of, count, &i))
		emit_interval(e, name, &i);
	else
		emit_span(e, name, SPAN_NEVER);
}

static void
emit_shares(struct emit *e, struct summary_of of)
{
	emit_share(e, "p_met", of, CAMPAIGN_MET);
	if (odds_is_called(of))
		return;
	emit_share(e, "p_rto_met", of, CAMPAIGN_RTO_MET);
	if (odds_has_rpo(of))
		emit_share(e, "p_rpo_met", of, CAMPAIGN_RPO_MET);
	if (odds_has_mtpd(of))
		emit_share(e, "p_mtpd_exceeded", of, CAMPAIGN_MTPD_EXCEEDED);
}

static void
emit_quantiles(struct emit *e, const char *name, const struct histogram *h)
{
	static const struct {
		const char *name;
		int64_t ppm;
	} all[] = {
	    {"p50", 500000}, {"p90", 900000}, {"p95", 950000}, {"p99", 990000}};

	emit_object(e, name);
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		struct quantile q = histogram_quantile(h, all[i].ppm);

		emit_object(e, all[i].name);
		emit_span(e, "at", q.at);
		emit_span(e, "low", q.low);
		emit_span(e, "high", q.high);
		emit_end(e, '}');
	}
	emit_span(e, "least", h->n == 0 ? SPAN_NEVER : h->least);
	emit_span(e, "most", h->n == 0 ? SPAN_NEVER : h->most);
	emit_int(e, "never", (int64_t)h->never);
	emit_end(e, '}');
}

/* emit_stages: each stage that was ever reached. */
static void
emit_stages(struct emit *e, const struct campaign *c)
{
	emit_object(e, "stages_ms");
	for (uint32_t i = 0; i < CAMPAIGN_LENGTHS - CAMPAIGN_STAGES; i++) {
		const struct histogram *h = &c->lengths[CAMPAIGN_STAGES + i];

		if (h->n > 0)
			emit_quantiles(
			    e, timing_mark_name(campaign_mark(i)), h);
	}
	emit_end(e, '}');
}

/* emit_targets: how often each stage that has a target kept it. */
static void
emit_targets(struct emit *e, const struct campaign *c)
{
	const struct stage_scene *scene = &c->stage->scenes[c->stage->scene];
	uint64_t tested = c->counts[CAMPAIGN_OWN_TESTED];

	emit_object(e, "targets");
	for (int i = 0; i < TARGETS; i++) {
		struct interval met = interval_wilson(c->targets[i], tested);

		if (scene->targets[i] != SPAN_NEVER && tested > 0)
			emit_interval(e, scene_targets[i], &met);
	}
	emit_end(e, '}');
}

/* emit_spent: every cause and entity that took time. */
static void
emit_spent(struct emit *e, const struct campaign *c)
{
	emit_int(e, "mean_ms_to_restore",
	    sum_mean(&c->total, c->counts[CAMPAIGN_OWN_TESTED]));
	emit_array(e, "attribution");
	for (uint32_t i = 0; i < campaign_entities(c->stage); i++)
		for (int j = 0; j < CAUSES; j++) {
			uint32_t entity = campaign_entity(c->stage, i);
			const struct sum *s =
			    campaign_spent(c, (enum cause)j, entity);

			if (s->low == 0 && s->high == 0)
				continue;
			emit_object(e, NULL);
			emit_string(e, "cause", path_cause_name((enum cause)j));
			emit_string(e, "of", stage_name(c->stage, entity)->id);
			emit_int(e, "mean_ms",
			    sum_mean(s, c->counts[CAMPAIGN_OWN_TESTED]));
			emit_int(e, "share_ppm", sum_share(s, &c->total));
			emit_end(e, '}');
		}
	emit_end(e, ']');
}

static void
emit_drivers(struct emit *e, const struct campaign *c)
{
	emit_array(e, "drivers");
	for (uint32_t i = 0; i < c->drivers_n; i++) {
		const struct driver *d = &c->drivers[i];
		struct interval x = driver_index(c->bins[i], &c->squares);

		emit_object(e, NULL);
		emit_string(e, "of", stage_name(c->stage, d->entity)->id);
		emit_string(e, "luck", driver_name(d->luck));
		emit_interval(e, "index", &x);
		emit_end(e, '}');
	}
	emit_end(e, ']');
}

static void
emit_absences(struct emit *e, const struct campaign *c)
{
	emit_array(e, "absences");
	for (uint32_t i = 0; i < c->absent_n; i++) {
		const struct campaign_absence *a = &c->absences[i];
		struct interval x = interval_paired(a->gained, a->lost, a->n);
		struct interval y =
		    interval_paired(a->rto_gained, a->rto_lost, a->n);

		if (a->n == 0)
			continue;
		emit_object(e, NULL);
		emit_string(
		    e, "without", stage_name(c->stage, c->absent[i])->id);
		emit_int(e, "trials", (int64_t)a->n);
		emit_int(e, "met_no_more", (int64_t)a->lost);
		emit_int(e, "met_only_then", (int64_t)a->gained);
		emit_interval(e, "p_met_change", &x);
		emit_interval(e, "p_rto_met_change", &y);
		emit_quantiles(e, "delay_ms", &a->delay);
		emit_end(e, '}');
	}
	emit_end(e, ']');
}

static void
emit_notices(struct emit *e, const struct campaign *c)
{
	emit_array(e, "notices");
	for (uint32_t i = 0; i < c->stage->counts[ENTITY_TASK]; i++) {
		const struct campaign_notice *n = &c->notices[i];
		struct interval x = interval_wilson(n->due - n->late, n->due);

		if (n->due == 0)
			continue;
		emit_object(e, NULL);
		emit_string(e, "notice",
		    stage_name(c->stage, fact_entity(ENTITY_TASK, i))->id);
		emit_int(e, "due", (int64_t)n->due);
		emit_int(e, "late", (int64_t)n->late);
		emit_interval(e, "in_time", &x);
		emit_end(e, '}');
	}
	emit_end(e, ']');
}

static void
emit_examples(struct emit *e, const struct campaign *c)
{
	struct odds_example all[ODDS_EXAMPLES];
	uint32_t n = odds_examples(c, all);

	emit_array(e, "examples");
	for (uint32_t i = 0; i < n; i++) {
		emit_object(e, NULL);
		emit_string(e, "of", all[i].of);
		emit_span(e, "recovery_ms", all[i].recovery);
		emit_int(e, "trial", (int64_t)all[i].trial);
		if (campaign_starts(c->stage) > 0) {
			struct text at = text_new(e->text->arena);

			instant_write(&at, all[i].start);
			emit_string(e, "start", at.at);
		}
		emit_end(e, '}');
	}
	emit_end(e, ']');
}

static void
emit_counts(struct emit *e, const struct campaign *c)
{
	static const char *const names[CAMPAIGN_COUNTS] = {"trials", "tested",
	    "met", "own_tested", "rto_met", "rpo_met", "mtpd_exceeded",
	    "clock_missing", "with_late_steps", "with_steps_given_up",
	    "failed_attempts"};

	emit_object(e, "counts");
	for (int i = 0; i < CAMPAIGN_COUNTS; i++)
		emit_int(e, names[i], (int64_t)c->counts[i]);
	emit_end(e, '}');
}

/* emit_objectives: what was promised, by the scene or by its ladder. */
static void
emit_objectives(struct emit *e, const struct stage *s)
{
	const struct stage_scene *x = &s->scenes[s->scene];

	emit_object(e, "objectives");
	if (s->call_out) {
		emit_span(
		    e, "acknowledge_within_ms", s->ladders[x->ladder].promise);
	} else {
		emit_span(e, "rto_ms", x->objectives.rto);
		emit_span(e, "rpo_ms", x->objectives.rpo);
		emit_span(e, "mtpd_ms", x->objectives.mtpd);
	}
	emit_int(e, "p_met_ppm", x->objectives.p_met_ppm);
	emit_end(e, '}');
}

/* emit_scenes: every scene that was drilled in any trial. */
static void
emit_scenes(struct emit *e, const struct campaign *c)
{
	emit_array(e, "scenes");
	for (uint32_t i = 0; i < c->stage->counts[ENTITY_SCENE]; i++) {
		const struct campaign_scene *s = &c->scenes[i];
		struct interval met = interval_wilson(s->met, s->tested);
		struct interval rto = interval_wilson(s->rto_met, s->tested);

		if (s->drilled == 0)
			continue;
		emit_object(e, NULL);
		emit_string(e, "scene",
		    stage_name(c->stage, fact_entity(ENTITY_SCENE, i))->id);
		emit_int(e, "drilled", (int64_t)s->drilled);
		emit_int(e, "tested", (int64_t)s->tested);
		if (s->tested > 0) {
			emit_interval(e, "p_met", &met);
			emit_interval(e, "p_rto_met", &rto);
			emit_quantiles(e, "recovery_ms", &s->recovery);
		}
		emit_end(e, '}');
	}
	emit_end(e, ']');
}

/* emit_lengths: how long what the drill is about took. */
static void
emit_lengths(struct emit *e, const struct campaign *c)
{
	const struct histogram *h = &c->lengths[CAMPAIGN_RECOVERY];

	if (c->stage->call_out) {
		emit_quantiles(e, "acknowledged_ms", h);
		return;
	}
	emit_quantiles(e, "recovery_ms", h);
	if (c->stage->counts[ENTITY_DATA] > 0)
		emit_quantiles(
		    e, "data_loss_ms", &c->lengths[CAMPAIGN_DATA_LOSS]);
	emit_stages(e, c);
	emit_targets(e, c);
	emit_spent(e, c);
}

static void
emit_scenario(struct emit *e, const struct odds *odds, uint32_t i)
{
	const struct campaign *c = &odds->of.campaigns[i];
	const struct stage *s = c->stage;
	const struct summary_of one = {c, &odds->of.weights[i], 1};
	struct digest digest = stage_digest(s);
	char stage[DIGEST_HEX];

	digest_hex(&digest, stage);
	emit_object(e, NULL);
	emit_string(e, "scenario", odds->scenarios[i]->id);
	emit_int(e, "weight", odds->of.weights[i]);
	emit_string(e, "scene", odds->plan->scenes.at[s->scene].id);
	emit_int(e, "seed", (int64_t)s->seed);
	emit_string(e, "stage", stage);
	emit_objectives(e, s);
	emit_counts(e, c);
	emit_shares(e, one);
	by_start_json(e, c);
	if (!s->call_out)
		emit_scenes(e, c);
	emit_lengths(e, c);
	emit_examples(e, c);
	emit_drivers(e, c);
	emit_absences(e, c);
	emit_notices(e, c);
	emit_end(e, '}');
}

static void
emit_verdict(struct emit *e, struct summary_of of)
{
	enum summary_verdict v = summary_verdict(of);
	uint64_t more = summary_more(of);

	emit_string(e, "verdict", verdict_names[v]);
	emit_int(e, "objective_ppm", summary_objective(of));
	if (v == SUMMARY_UNDECIDED)
		emit_span(e, "more_trials",
		    more > INT64_MAX ? SPAN_NEVER : (int64_t)more);
}

void
results_json(const struct odds *odds, struct text *t)
{
	struct emit e = emit_begin(t);
	uint64_t trials = 0;

	for (uint32_t i = 0; i < odds->of.n; i++)
		trials += odds->of.campaigns[i].counts[CAMPAIGN_TRIALS];
	emit_string(&e, "plan", odds->plan->id);
	emit_int(&e, "semantics", STAGE_SEMANTICS);
	emit_int(&e, "trials", (int64_t)trials);
	emit_int(&e, "trials_asked", (int64_t)(odds->asked * odds->of.n));
	emit_bool(&e, "complete", odds->complete);
	emit_verdict(&e, odds->of);
	emit_shares(&e, odds->of);
	if (odds->of.n == 1 && !odds_is_called(odds->of))
		emit_quantiles(&e, "recovery_ms",
		    &odds->of.campaigns[0].lengths[CAMPAIGN_RECOVERY]);
	emit_array(&e, "scenarios");
	for (uint32_t i = 0; i < odds->of.n; i++)
		emit_scenario(&e, odds, i);
	emit_end(&e, ']');
	emit_end(&e, '}');
}
