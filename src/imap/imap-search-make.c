/*
 * Keys made ready for one mailbox: numbers and keywords looked up, texts folded. Children are put in order
 * of what asking them costs, and all flags of one AND into one comparison of bits; so a message is
 * opened only when nothing else decides.
 */
#include "imap-search-private.h"

#include <string.h>

typedef struct
{
  ImapSearch *search;
  const char *charset;
  const ModelRuns *view;
  const char *keywords;
  ImapSearchTrouble trouble;
} Making;

static Test *make (Making *making, const ImapSearchKey *key);

static Test *
new_test (Making *making, TestKind kind)
{
  Test *test = base_arena_new0 (making->search->arena, Test);
  test->kind = test->cost = kind;
  return test;
}

static Test *
new_constant (Making *making, gboolean constant)
{
  Test *test = new_test (making, TEST_CONST);
  test->constant = constant;
  return test;
}

static Test *
make_set (Making *making, const ImapSearchKey *key)
{
  GArray *numbers = imap_set_resolve (&key->set, key->kind == IMAP_SEARCH_UIDS, making->view);
  if (numbers == NULL)
    {
      making->trouble = IMAP_SEARCH_BAD_NUMBER;
      return new_constant (making, FALSE);
    }
  g_ptr_array_add (making->search->sets, numbers);
  Test *test = new_test (making, TEST_NUMBERS);
  test->numbers = numbers;
  return test;
}

/* A keyword the mailbox never met is on no message. */
static Test *
make_flag (Making *making, const ImapSearchKey *key)
{
  ModelFlags bit = model_flag_parse (key->flag, making->keywords);
  if (bit == 0)
    return new_constant (making, FALSE);
  Test *test = new_test (making, TEST_FLAGS);
  test->mask = test->bits = bit;
  return test;
}

static Test *
make_text (Making *making, const ImapSearchKey *key)
{
  static const TestKind kinds[] = { [IMAP_SEARCH_HEADER] = TEST_HEADER,
                                    [IMAP_SEARCH_BODY] = TEST_BODY,
                                    [IMAP_SEARCH_TEXT] = TEST_TEXT };
  Test *test = new_test (making, kinds[key->kind]);
  g_autofree char *text = imap_needle_convert (key->text.data, key->text.len, making->charset);
  if (text == NULL)
    {
      making->trouble = IMAP_SEARCH_BAD_TEXT;
      return test;
    }
  g_autoptr (GString) folded = g_string_new (NULL);
  imap_needle_fold (text, strlen (text), folded);
  test->needle.folded = base_arena_strndup (making->search->arena, folded->str, folded->len);
  test->needle.len = folded->len;
  if (key->kind == IMAP_SEARCH_HEADER)
    test->field = base_arena_strndup (making->search->arena, key->field.data, key->field.len);
  return test;
}

static Test *
make_compare (Making *making, const ImapSearchKey *key)
{
  Test *test = new_test (making, key->kind == IMAP_SEARCH_SIZE ? TEST_SIZE
                                 : key->sent                   ? TEST_SENT
                                                               : TEST_DAY);
  test->order = key->order;
  test->number = key->number;
  return test;
}

/* NOT of bits and constants is bits and constants. */
static Test *
make_not (Making *making, const ImapSearchKey *key)
{
  Test *child = make (making, key->first);
  if (child->kind == TEST_CONST)
    child->constant = !child->constant;
  else if (child->kind == TEST_FLAGS)
    child->bits ^= child->mask;
  else
    {
      Test *not = new_test (making, TEST_NOT);
      not ->first = child;
      not ->cost = child->cost;
      return not ;
    }
  return child;
}

/* Behind those that cost as much or less. */
static void
put_in_order (Test *parent, Test *child)
{
  Test **link = &parent->first;
  while (*link != NULL && (*link)->cost <= child->cost)
    link = &(*link)->next;
  child->next = *link;
  *link = child;
  parent->cost = MAX (parent->cost, child->cost);
}

/* Flags of an AND come to one test; FALSE when two of them cannot be at once. */
static gboolean
join_flags (Test *and, const Test *flags)
{
  Test *known = and->first;
  if ((known->mask & flags->mask & (known->bits ^ flags->bits)) != 0)
    return FALSE;
  known->mask |= flags->mask;
  known->bits |= flags->bits;
  return TRUE;
}

static void
put_into_and (Test *and, Test *child)
{
  if (child->kind == TEST_AND)
    for (Test *inner = child->first, *next; inner != NULL; inner = next)
      {
        next = inner->next;
        put_into_and (and, inner);
      }
  else if (child->kind == TEST_FLAGS && and->first != NULL && and->first->kind == TEST_FLAGS)
    {
      if (!join_flags (and, child))
        *and->first = (Test){ .kind = TEST_CONST, .next = and->first->next };
    }
  else if (child->kind != TEST_CONST || !child->constant)
    put_in_order (and, child);
}

static Test *
make_many (Making *making, const ImapSearchKey *key, TestKind kind)
{
  Test *test = new_test (making, kind);
  test->cost = TEST_CONST;
  for (const ImapSearchKey *child = key->first; child != NULL; child = child->next)
    if (kind == TEST_AND)
      put_into_and (test, make (making, child));
    else
      put_in_order (test, make (making, child));
  return test;
}

static Test *
make (Making *making, const ImapSearchKey *key)
{
  switch (key->kind)
    {
    case IMAP_SEARCH_ALL:
      return new_constant (making, TRUE);
    case IMAP_SEARCH_AND:
      return make_many (making, key, TEST_AND);
    case IMAP_SEARCH_OR:
      return make_many (making, key, TEST_OR);
    case IMAP_SEARCH_NOT:
      return make_not (making, key);
    case IMAP_SEARCH_NUMBERS:
    case IMAP_SEARCH_UIDS:
      return make_set (making, key);
    case IMAP_SEARCH_FLAG:
      return make_flag (making, key);
    case IMAP_SEARCH_RECENT:
      return new_test (making, TEST_RECENT);
    case IMAP_SEARCH_DATE:
    case IMAP_SEARCH_SIZE:
      return make_compare (making, key);
    case IMAP_SEARCH_HEADER:
    case IMAP_SEARCH_BODY:
    case IMAP_SEARCH_TEXT:
      return make_text (making, key);
    }
  g_assert_not_reached ();
}

/* The numbers to look at: the first set that everything found must be in, else all. */
static GArray *
find_candidates (const Test *root, const ModelRuns *view)
{
  for (const Test *test = root->first; test != NULL; test = test->next)
    if (test->kind == TEST_NUMBERS)
      return g_array_ref (test->numbers);
  GArray *all = g_array_new (FALSE, FALSE, sizeof (ImapNumbers));
  ImapNumbers numbers = { 1, model_runs_total (view) };
  if (numbers.last > 0)
    g_array_append_val (all, numbers);
  return all;
}

ImapSearch *
imap_search_new (const ImapSearchKey *key, const char *charset, const ImapSession *session,
                 const Model *model, ImapSearchTrouble *trouble)
{
  if (charset != NULL && !imap_needle_is_charset (charset))
    {
      *trouble = IMAP_SEARCH_BAD_CHARSET;
      return NULL;
    }
  g_autoptr (ImapSearch) search = g_new0 (ImapSearch, 1);
  search->arena = base_arena_new ();
  search->sets = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  search->haystack = imap_haystack_new ();
  Making making = {
    .search = search,
    .charset = charset,
    .view = imap_session_get_numbers (session, model),
    .keywords = model_get_text (model, session->mailbox, MODEL_FIELD_KEYWORDS),
  };
  g_assert (key->kind == IMAP_SEARCH_AND);
  search->root = make (&making, key);
  *trouble = making.trouble;
  if (making.trouble != IMAP_SEARCH_GOOD)
    return NULL;
  search->candidates = find_candidates (search->root, making.view);
  return g_steal_pointer (&search);
}

void
imap_search_free (ImapSearch *search)
{
  g_clear_pointer (&search->candidates, g_array_unref);
  g_ptr_array_unref (search->sets);
  imap_haystack_free (search->haystack);
  base_arena_free (search->arena);
  g_free (search);
}
