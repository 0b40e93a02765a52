#include "model-turn.h"

struct _ModelEffects
{
  GArray *list;
  gsize copied;
  gsize limit;
};

static void
effect_clear (gpointer data)
{
  ModelEffect *effect = data;
  g_clear_pointer (&effect->bytes, base_slices_free);
  g_clear_pointer (&effect->text, g_free);
}

ModelEffects *
model_effects_new (void)
{
  ModelEffects *effects = g_new0 (ModelEffects, 1);
  effects->list = g_array_new (FALSE, TRUE, sizeof (ModelEffect));
  g_array_set_clear_func (effects->list, effect_clear);
  effects->limit = MODEL_TURN_OUTPUT;
  return effects;
}

void
model_effects_free (ModelEffects *effects)
{
  if (effects == NULL)
    return;
  g_array_unref (effects->list);
  g_free (effects);
}

guint
model_effects_get_n (const ModelEffects *effects)
{
  return effects->list->len;
}

ModelEffect *
model_effects_get (ModelEffects *effects, guint i)
{
  g_assert (i < effects->list->len);
  return &g_array_index (effects->list, ModelEffect, i);
}

void
model_effects_clear (ModelEffects *effects)
{
  g_array_set_size (effects->list, 0);
  effects->copied = 0;
}

void
model_effects_send (ModelEffects *effects, BaseSlices *bytes, guint32 context, guint32 command,
                    guint32 cause)
{
  ModelEffect effect = { .kind = MODEL_EFFECT_SEND,
                         .bytes = bytes,
                         .context = context,
                         .command = command,
                         .cause = cause };
  effects->copied += base_slices_get_copied (bytes);
  g_array_append_val (effects->list, effect);
}

void
model_effects_wake (ModelEffects *effects, gint64 at)
{
  ModelEffect effect = { .kind = MODEL_EFFECT_WAKE, .at = at };
  g_array_append_val (effects->list, effect);
}

void
model_effects_close (ModelEffects *effects)
{
  ModelEffect effect = { .kind = MODEL_EFFECT_CLOSE };
  g_array_append_val (effects->list, effect);
}

void
model_effects_fact (ModelEffects *effects, guint fact, const char *text)
{
  ModelEffect effect = { .kind = MODEL_EFFECT_FACT, .fact = fact, .text = g_strdup (text) };
  g_array_append_val (effects->list, effect);
}

gsize
model_effects_get_copied (const ModelEffects *effects)
{
  return effects->copied;
}

void
model_effects_set_limit (ModelEffects *effects, gsize octets)
{
  g_assert (octets > 0 && octets <= MODEL_TURN_OUTPUT);
  effects->limit = octets;
}

gboolean
model_effects_is_full (const ModelEffects *effects)
{
  return effects->copied >= effects->limit;
}
