/* `expect` lines on what happened in the step. */

#include "lesson-expect-private.h"

#include "base-time.h"
#include "lesson-lines.h"
#include "trace.h"

/* The pattern in quotes at word @i, NULL with a refusal when there is none. */
static LessonPattern *
read_pattern (LessonClaim *claim, guint i)
{
  guint column;
  g_autofree char *why = NULL;
  const ModelWord *word = lesson_claim_word (claim, i);
  g_autoptr (LessonPattern)
      pattern = lesson_pattern_parse (lesson_claim_text (claim, i), &column, &why);
  if (word != NULL && word->quoted && pattern != NULL && !pattern->gap)
    return g_steal_pointer (&pattern);
  lesson_claim_refuse (claim, lesson_claim_column (claim, i),
                       "write the line in quotes, as in a `wire` block: \"phone S: * 4 EXPUNGE\"");
  return NULL;
}

static GPtrArray *
lines_of (const LessonMoment *moment)
{
  return lesson_lines (moment->trace, moment->first, moment->last);
}

/* lines "phone S: * 4 EXPUNGE" = 0 */
static void
test_lines (LessonClaim *claim)
{
  LessonSign sign;
  gint64 wanted, actual = 0;
  g_autoptr (LessonPattern) pattern = read_pattern (claim, 1);
  if (!lesson_claim_read_comparison (claim, 2, &sign, &wanted) || claim->moment == NULL)
    return;
  g_autoptr (GPtrArray) lines = lines_of (claim->moment);
  for (guint i = 0; i < lines->len; i++)
    {
      const LessonLine *line = g_ptr_array_index (lines, i);
      if (!lesson_pattern_match (pattern, line, NULL))
        continue;
      actual++;
      claim->decider = line->event;
    }
  if (!lesson_sign_compare (sign, actual, wanted))
    lesson_claim_refuse (claim, lesson_claim_column (claim, 3),
                         "%" G_GINT64_FORMAT
                         " such lines are sent in this step; write = %" G_GINT64_FORMAT,
                         actual, actual);
}

/* order "phone S: * 2 FETCH …" "phone S: p4 OK …" */
static void
test_order (LessonClaim *claim)
{
  guint n = claim->words->len, at = 0;
  g_autoptr (GPtrArray)
      patterns = g_ptr_array_new_with_free_func ((GDestroyNotify) lesson_pattern_free);
  for (guint i = 1; i < MAX (n, 3) && claim->why == NULL; i++)
    {
      LessonPattern *pattern = read_pattern (claim, i);
      if (pattern != NULL)
        g_ptr_array_add (patterns, pattern);
    }
  if (claim->why != NULL || claim->moment == NULL)
    return;
  g_autoptr (GPtrArray) lines = lines_of (claim->moment);
  for (guint i = 0; i < patterns->len; i++)
    {
      while (at < lines->len
             && !lesson_pattern_match (g_ptr_array_index (patterns, i),
                                       g_ptr_array_index (lines, at), NULL))
        at++;
      if (at == lines->len)
        {
          lesson_claim_refuse (claim, lesson_claim_column (claim, i + 1),
                               i > 0
                                   ? "no such line is sent behind the one before; write the lines "
                                     "in the order in which they are sent in this step"
                                   : "no such line is sent in this step");
          return;
        }
      claim->decider = ((const LessonLine *) g_ptr_array_index (lines, at++))->event;
    }
}

/* last "phone S: …" "phone S: p4 OK …": of the lines like the first pattern, the last is like the second. */
static void
test_end (LessonClaim *claim)
{
  gboolean first = g_str_equal (lesson_claim_text (claim, 0), "first");
  const LessonLine *found = NULL;
  g_autoptr (LessonPattern) among = read_pattern (claim, 1);
  g_autoptr (LessonPattern) wanted = among != NULL ? read_pattern (claim, 2) : NULL;
  lesson_claim_refuse_rest (claim, 3);
  if (claim->why != NULL || claim->moment == NULL)
    return;
  g_autoptr (GPtrArray) lines = lines_of (claim->moment);
  for (guint i = 0; i < lines->len && (found == NULL || !first); i++)
    if (lesson_pattern_match (among, g_ptr_array_index (lines, i), NULL))
      found = g_ptr_array_index (lines, i);
  if (found == NULL)
    {
      lesson_claim_refuse (claim, lesson_claim_column (claim, 1),
                           "no such line is sent in this step");
      return;
    }
  claim->decider = found->event;
  if (!lesson_pattern_match (wanted, found, NULL))
    lesson_claim_refuse (claim, lesson_claim_column (claim, 2), "the %s such line is `%s: %s`",
                         first ? "first" : "last", found->from_server ? "S" : "C", found->text);
}

/* octets "S: +OK 256 octets" = 16: of all lines like this, CRLF included. */
static void
test_line_octets (LessonClaim *claim)
{
  LessonSign sign;
  gint64 wanted, actual = 0;
  g_autoptr (LessonPattern) pattern = read_pattern (claim, 1);
  if (!lesson_claim_read_comparison (claim, 2, &sign, &wanted) || claim->moment == NULL)
    return;
  g_autoptr (GPtrArray) lines = lines_of (claim->moment);
  for (guint i = 0; i < lines->len; i++)
    {
      const LessonLine *line = g_ptr_array_index (lines, i);
      if (!lesson_pattern_match (pattern, line, NULL))
        continue;
      actual += line->octets;
      claim->decider = line->event;
    }
  if (!lesson_sign_compare (sign, actual, wanted))
    lesson_claim_refuse (claim, lesson_claim_column (claim, 3),
                         "such lines have %" G_GINT64_FORMAT
                         " octets in this step; write = %" G_GINT64_FORMAT,
                         actual, actual);
}

/* octets phone S: < 2000 */
static void
test_all_octets (LessonClaim *claim)
{
  LessonSign sign;
  gint64 wanted;
  const char *direction = lesson_claim_text (claim, 2);
  gboolean from_server = g_str_equal (direction, "S:");
  if (!lesson_is_who (lesson_claim_text (claim, 1)))
    lesson_claim_refuse (claim, lesson_claim_column (claim, 1),
                         "write a device or a connection here, such as phone or c1");
  if (!from_server && !g_str_equal (direction, "C:"))
    lesson_claim_refuse (claim, lesson_claim_column (claim, 2),
                         "write C: for what it sends or S: for what the server sends");
  if (!lesson_claim_read_comparison (claim, 3, &sign, &wanted) || claim->moment == NULL)
    return;
  const LessonMoment *moment = claim->moment;
  gint64 actual = (gint64) lesson_lines_octets (moment->trace, moment->first, moment->last,
                                                lesson_claim_text (claim, 1), from_server);
  if (!lesson_sign_compare (sign, actual, wanted))
    lesson_claim_refuse (claim, lesson_claim_column (claim, 4),
                         "%" G_GINT64_FORMAT
                         " octets are sent in this step; write = %" G_GINT64_FORMAT,
                         actual, actual);
}

static void
test_octets (LessonClaim *claim)
{
  const ModelWord *word = lesson_claim_word (claim, 1);
  if (word != NULL && word->quoted)
    test_line_octets (claim);
  else
    test_all_octets (claim);
}

/* time < 1s */
static void
test_time (LessonClaim *claim)
{
  LessonSign sign = lesson_sign_find (lesson_claim_text (claim, 1));
  gint64 wanted;
  if (sign == LESSON_N_SIGNS)
    lesson_claim_refuse (claim, lesson_claim_column (claim, 1),
                         "write one of = != < <= > >= here, then a time");
  else if (!base_time_parse (lesson_claim_text (claim, 2), &wanted))
    lesson_claim_refuse (claim, lesson_claim_column (claim, 2),
                         "“%s” is no time; write one such as 200ms, 1.5s or 29m",
                         lesson_claim_text (claim, 2));
  lesson_claim_refuse_rest (claim, 3);
  if (claim->why != NULL || claim->moment == NULL)
    return;
  const LessonMoment *moment = claim->moment;
  gint64 actual = moment->last < moment->first
                      ? 0
                      : trace_get (moment->trace, moment->last)->time
                            - trace_get (moment->trace, MAX (moment->first, 1))->time;
  g_autofree char *shown = base_time_format (actual);
  if (!lesson_sign_compare (sign, actual, wanted))
    lesson_claim_refuse (claim, lesson_claim_column (claim, 2),
                         "this step takes %s seconds; write = %ss", shown, shown);
}

static const struct
{
  const char *name;
  TraceKind kind;
  int sub; /* -1: any */
} happenings[] = {
  { "act", TRACE_ACT, -1 },
  { "link", TRACE_LINK, -1 },
  { "connect", TRACE_LINK, TRACE_LINK_CONNECT },
  { "close", TRACE_LINK, TRACE_LINK_CLOSE },
  { "reset", TRACE_LINK, TRACE_LINK_RESET },
  { "cut", TRACE_LINK, TRACE_LINK_CUT },
  { "drop", TRACE_LINK, TRACE_LINK_DROP },
  { "refuse", TRACE_LINK, TRACE_LINK_REFUSE },
  { "stall", TRACE_LINK, TRACE_LINK_STALL },
  { "heal", TRACE_LINK, TRACE_LINK_HEAL },
  { "lose", TRACE_LINK, TRACE_LINK_LOSE },
  { "send", TRACE_SEND, -1 },
  { "arrive", TRACE_ARRIVE, -1 },
  { "turn", TRACE_TURN, -1 },
  { "timer", TRACE_TIMER, -1 },
  { "fact", TRACE_FACT, -1 },
};

/* events cut = 1 */
static void
test_events (LessonClaim *claim)
{
  LessonSign sign;
  gint64 wanted, actual = 0;
  guint i = 0;
  while (i < G_N_ELEMENTS (happenings)
         && !g_str_equal (happenings[i].name, lesson_claim_text (claim, 1)))
    i++;
  if (i == G_N_ELEMENTS (happenings))
    lesson_claim_refuse (
        claim, lesson_claim_column (claim, 1),
        "“%s” is no kind of event; write act, link, connect, close, reset, cut, drop, send, arrive, "
        "turn, timer or fact",
        lesson_claim_text (claim, 1));
  if (!lesson_claim_read_comparison (claim, 2, &sign, &wanted) || claim->moment == NULL)
    return;
  for (guint32 number = MAX (claim->moment->first, 1); number <= claim->moment->last; number++)
    {
      const TraceEvent *event = trace_get (claim->moment->trace, number);
      if (event->kind != happenings[i].kind
          || (happenings[i].sub >= 0 && event->sub != happenings[i].sub))
        continue;
      actual++;
      claim->decider = number;
    }
  if (!lesson_sign_compare (sign, actual, wanted))
    lesson_claim_refuse (claim, lesson_claim_column (claim, 3),
                         "%" G_GINT64_FORMAT
                         " such events happen in this step; write = %" G_GINT64_FORMAT,
                         actual, actual);
}

static const struct
{
  const char *word;
  void (*run) (LessonClaim *claim);
} trace_tests[] = {
  { "lines", test_lines },   { "order", test_order },   { "first", test_end },
  { "last", test_end },      { "octets", test_octets }, { "time", test_time },
  { "events", test_events },
};

gboolean
lesson_claim_of_trace (LessonClaim *claim)
{
  for (guint i = 0; i < G_N_ELEMENTS (trace_tests); i++)
    if (g_str_equal (trace_tests[i].word, lesson_claim_text (claim, 0)))
      {
        trace_tests[i].run (claim);
        return TRUE;
      }
  return FALSE;
}
