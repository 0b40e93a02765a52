#include "view-owners-private.h"

#include "explain-args.h"

GArray *
view_owners_new (const Model *model)
{
  GArray *owners = g_array_new (FALSE, FALSE, sizeof (ModelId));
  guint devices = 0;
  guint servers = 0;
  for (ModelId id = MODEL_NO_ID; (id = model_next_child (model, MODEL_ROOT, id)) != MODEL_NO_ID;)
    if (model_get_kind (model, id) == MODEL_KIND_SERVER)
      g_array_insert_val (owners, MIN (devices, 1) + servers++, id);
    else if (devices++ == 0)
      g_array_prepend_val (owners, id);
    else
      g_array_append_val (owners, id);
  return owners;
}

void
view_owner_add (ExplainArgs *args, const char *name, const char *owner, gboolean is_server)
{
  if (is_server)
    explain_args_add_key (args, name, "scene.the-server");
  else
    explain_args_add_device (args, name, owner);
}
