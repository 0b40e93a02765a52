#include "view-detail.h"

#include "explain-catalogue.h"
#include "explain-line.h"
#include "trace.h"
#include "view-secret-private.h"
#include "view-wire.h"

#include <string.h>

/* Characters of one token: as much as anyone reads of a message here. */
#define TOKEN_MAX 400

struct _ViewDetail
{
  int refs;
  Trace *trace;
  guint32 event;
  ExplainLine *line; /* NULL: no line */
  gboolean *secret;  /* for each token */
  ViewText summary;
  GArray *advice; /* of ExplainSentence, or NULL */
};

static ViewText
text_of (const ExplainSentence *sentence)
{
  return (ViewText){ sentence->key,
                     sentence->args != NULL ? explain_args_ref (sentence->args) : NULL };
}

ViewDetail *
view_detail_new_line (Trace *trace, guint32 event)
{
  ViewDetail *detail = g_new0 (ViewDetail, 1);
  g_auto (ExplainSentence) summary = explain_event (trace, event);
  detail->refs = 1;
  detail->trace = trace_ref (trace);
  detail->event = event;
  detail->summary = text_of (&summary);
  detail->line = explain_line (trace, event);
  if (detail->line != NULL)
    detail->secret = view_secret_covers (detail->line);
  return detail;
}

ViewDetail *
view_detail_new (Trace *trace, guint32 event)
{
  ViewDetail *detail = view_detail_new_line (trace, event);
  detail->advice = explain_advise (trace, event);
  return detail;
}

ViewDetail *
view_detail_ref (ViewDetail *detail)
{
  g_atomic_int_inc (&detail->refs);
  return detail;
}

void
view_detail_unref (ViewDetail *detail)
{
  if (!g_atomic_int_dec_and_test (&detail->refs))
    return;
  trace_unref (detail->trace);
  g_clear_pointer (&detail->line, explain_line_free);
  g_clear_pointer (&detail->advice, g_array_unref);
  view_text_clear (&detail->summary);
  g_free (detail->secret);
  g_free (detail);
}

const ViewText *
view_detail_get_summary (const ViewDetail *detail)
{
  return &detail->summary;
}

GBytes *
view_detail_get_bytes (const ViewDetail *detail)
{
  return detail->line != NULL ? detail->line->bytes : NULL;
}

GBytes *
view_detail_dup_masked (const ViewDetail *detail)
{
  return detail->line != NULL ? view_secret_mask_event (detail->trace, detail->event) : NULL;
}

guint32
view_detail_get_event (const ViewDetail *detail)
{
  return detail->event;
}

guint
view_detail_get_connection (const ViewDetail *detail)
{
  return trace_get (detail->trace, detail->event)->connection;
}

gboolean
view_detail_is_pop3 (const ViewDetail *detail)
{
  return detail->line != NULL
         && explain_is_pop3 (trace_get (detail->trace, detail->event)->context);
}

gboolean
view_detail_is_pop3_data (const ViewDetail *detail)
{
  return detail->line != NULL
         && explain_is_pop3_data (trace_get (detail->trace, detail->event)->context);
}

/* --- tokens --- */

void
view_token_free (ViewToken *token)
{
  g_free (token->node.id);
  view_text_clear (&token->node.sentence);
  view_text_clear (&token->meaning);
  g_free (token->text);
  g_free (token->rfc);
  g_free (token);
}

/* "list of flags: (\Seen). All the flags that are meant …" */
static ViewText
say_token (const ExplainToken *token, const char *text)
{
  ExplainArgs *args = explain_args_new ();
  explain_args_add_text (args, "octets-shown", text);
  explain_args_add_name (args, "token-name", token->key);
  explain_args_add_key (args, "meaning", token->key);
  if (token->args != NULL)
    explain_args_add_all (args, token->args);
  return (ViewText){ "scene.token", args };
}

static ViewToken *
make_token (const ViewDetail *detail, guint i)
{
  const ExplainToken *from = &g_array_index (detail->line->tokens, ExplainToken, i);
  const ExplainCatalogue *catalogue = explain_catalogue_get ("en", NULL);
  const char *data = g_bytes_get_data (detail->line->bytes, NULL);
  ViewToken *token = g_new0 (ViewToken, 1);
  token->node.id = g_strdup_printf ("t%u", i);
  token->start = base_span_is_none (from->span) ? 0 : from->span.start;
  token->len = from->span.len;
  token->text = view_wire_show (data + token->start, token->len, TOKEN_MAX, &token->hidden);
  token->depth = from->depth;
  token->is_leaf = from->leaf;
  token->secret = detail->secret[i];
  token->meaning = (ViewText){ from->key,
                               from->args != NULL ? explain_args_ref (from->args) : NULL };
  if (catalogue != NULL)
    token->rfc = g_strdup (explain_catalogue_get_source (catalogue, from->key));
  token->node.sentence = say_token (from, token->text);
  return token;
}

guint
view_detail_count (const ViewDetail *detail)
{
  return detail->line != NULL ? detail->line->tokens->len : 0;
}

GPtrArray *
view_detail_get_tokens (const ViewDetail *detail, guint first, guint n)
{
  GPtrArray *tokens = g_ptr_array_new_with_free_func ((GDestroyNotify) view_token_free);
  for (guint i = first; i < view_detail_count (detail) && n > 0; i++, n--)
    g_ptr_array_add (tokens, make_token (detail, i));
  return tokens;
}

/* --- advice --- */

void
view_advice_free (ViewAdvice *advice)
{
  g_free (advice->node.id);
  view_text_clear (&advice->node.sentence);
  g_free (advice);
}

static guint
count_advice (const ViewDetail *detail)
{
  return detail->advice != NULL ? detail->advice->len : 0;
}

static GPtrArray *
make_advice (const ViewDetail *detail, guint first, guint n)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) view_advice_free);
  for (guint i = first; i < count_advice (detail) && n > 0; i++, n--)
    {
      ViewAdvice *advice = g_new (ViewAdvice, 1);
      advice->node.id = g_strdup_printf ("a%u", i);
      advice->node.sentence = text_of (&g_array_index (detail->advice, ExplainSentence, i));
      g_ptr_array_add (list, advice);
    }
  return list;
}

GPtrArray *
view_detail_get_advice (const ViewDetail *detail)
{
  return make_advice (detail, 0, G_MAXUINT);
}

/* --- as a scene --- */

enum
{
  PART_TOKENS,
  PART_ADVICE,
  N_PARTS
};

static gboolean
token_equal (gconstpointer a, gconstpointer b)
{
  const ViewToken *one = a;
  const ViewToken *other = b;
  return strcmp (one->text, other->text) == 0 && one->start == other->start
         && one->len == other->len && one->hidden == other->hidden && one->depth == other->depth
         && one->is_leaf == other->is_leaf && one->secret == other->secret
         && view_text_equal (&one->meaning, &other->meaning)
         && g_strcmp0 (one->rfc, other->rfc) == 0;
}

static void
token_dump (gconstpointer node, GString *out)
{
  const ViewToken *token = node;
  g_autofree char *meaning = view_text_dump (&token->meaning);
  g_string_append_printf (out, "%*s%s |%s| %" G_GSIZE_FORMAT "+%" G_GSIZE_FORMAT,
                          (int) token->depth, "", token->is_leaf ? "leaf" : "head", token->text,
                          token->start, token->len);
  if (token->hidden != 0)
    g_string_append_printf (out, " hidden %" G_GSIZE_FORMAT, token->hidden);
  g_string_append_printf (out, "%s [%s] %s", token->secret ? " secret" : "", meaning,
                          token->rfc != NULL ? token->rfc : "-");
}

static gboolean
advice_equal (gconstpointer a, gconstpointer b)
{
  return TRUE; /* the sentence is all */
}

static void
advice_dump (gconstpointer node, GString *out)
{
  g_autofree char *sentence = view_text_dump (&((const ViewAdvice *) node)->node.sentence);
  g_string_append (out, sentence);
}

static const ViewNodeClass part_classes[N_PARTS] = {
  [PART_TOKENS] = { "tokens", token_equal, token_dump },
  [PART_ADVICE] = { "advice", advice_equal, advice_dump },
};

static guint
scene_get_n_parts (gconstpointer scene)
{
  return N_PARTS;
}

static const char *
scene_get_part_name (gconstpointer scene, guint part)
{
  return part_classes[part].name;
}

static const ViewNodeClass *
scene_get_node_class (gconstpointer scene, guint part)
{
  return &part_classes[part];
}

static guint
scene_count (gconstpointer scene, guint part)
{
  return part == PART_TOKENS ? view_detail_count (scene) : count_advice (scene);
}

static GPtrArray *
scene_rows (gconstpointer scene, guint part, guint first, guint n)
{
  return part == PART_TOKENS ? view_detail_get_tokens (scene, first, n)
                             : make_advice (scene, first, n);
}

ViewScene
view_detail_get_scene (const ViewDetail *detail)
{
  static const ViewSceneClass class = {
    "detail", scene_get_n_parts, scene_get_part_name, scene_get_node_class, scene_count, scene_rows
  };
  return (ViewScene){ &class, detail };
}
