/* Mutated messages: whatever the octets, what fuzz-mail.c asserts is true. */

#include "fuzz.h"

#include <glib.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#define ROUNDS 4000

static volatile sig_atomic_t current_seed;

/* An assertion or a sanitizer ends the program; say first which input it was. */
static void
on_abort (int number)
{
  char text[] = "# seed 00000000\n";
  int seed = current_seed;

  for (char *digit = text + strlen (text) - 2; seed > 0 && *digit == '0'; digit--, seed /= 10)
    *digit = (char) ('0' + seed % 10);
  if (write (STDERR_FILENO, text, strlen (text)) > 0)
    signal (SIGABRT, SIG_DFL);
}

static const char *const pieces[] = {
  "\r\n",
  "\n",
  "\r",
  "\r\n\r\n",
  "\n\n",
  ":",
  ",",
  ";",
  "<",
  ">",
  "@",
  "(",
  ")",
  "\"",
  "\\",
  "[",
  "]",
  " ",
  "\t",
  "\r\n ",
  "From: ",
  "To:",
  "Subject:",
  "Content-Type: multipart/mixed; boundary=b\r\n",
  "Content-Type: multipart/digest; boundary=b\r\n",
  "Content-Type: message/rfc822\r\n",
  "\r\n--b\r\n",
  "\r\n--b--\r\n",
  "--b",
  "--",
  "; name*0*=\"a\"; name*1=b",
  "=?utf-8?b?",
  "?=",
  "\xff",
  "\xc3",
  "Content-Transfer-Encoding: base64\r\n",
  "charset=iso-2022-jp",
  "g: a@b;",
};

static GByteArray *
read_seed (const char *path)
{
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;
  GByteArray *out = g_byte_array_new ();
  gsize size;

  g_file_get_contents (path, &contents, &size, &error);
  g_assert_no_error (error);
  g_byte_array_append (out, (const guint8 *) contents, (guint) size);
  return out;
}

static GPtrArray *
read_seeds (void)
{
  GPtrArray *seeds = g_ptr_array_new_with_free_func ((GDestroyNotify) g_byte_array_unref);
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "mail", "data", NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".eml"))
      g_ptr_array_add (names, g_build_filename (folder, name, NULL));
  /* The order of a folder is not the same everywhere. */
  g_ptr_array_sort (names, (GCompareFunc) (void (*) (void)) g_strcmp0);
  for (guint i = 0; i < names->len; i++)
    g_ptr_array_add (seeds, read_seed (g_ptr_array_index (names, i)));
  return seeds;
}

static void
mutate_once (GByteArray *bytes, GRand *rand)
{
  guint at = bytes->len > 0 ? (guint) g_rand_int_range (rand, 0, (gint32) bytes->len) : 0;
  guint n = (guint) g_rand_int_range (rand, 1, 20);
  const char *piece = pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))];
  g_autoptr (GByteArray) tail = g_byte_array_new ();

  if (bytes->len > at)
    g_byte_array_append (tail, bytes->data + at, bytes->len - at);
  g_byte_array_set_size (bytes, at);
  switch (g_rand_int_range (rand, 0, 4))
    {
    case 0: /* cut out */
      g_byte_array_remove_range (tail, 0, MIN (n, tail->len));
      break;
    case 1: /* change one */
      if (tail->len > 0)
        tail->data[0] = (guint8) g_rand_int_range (rand, 0, 256);
      break;
    case 2: /* put in */
      g_byte_array_append (bytes, (const guint8 *) piece, (guint) strlen (piece));
      break;
    default: /* say twice */
      g_byte_array_append (bytes, tail->data, MIN (n, tail->len));
    }
  g_byte_array_append (bytes, tail->data, tail->len);
}

static void
test_mutations (void)
{
  g_autoptr (GPtrArray) seeds = read_seeds ();

  for (guint32 seed = 1; seed <= ROUNDS; seed++)
    {
      GRand *rand = g_rand_new_with_seed (seed);
      const GByteArray *origin = g_ptr_array_index (seeds, seed % seeds->len);
      g_autoptr (GByteArray) bytes = g_byte_array_new ();
      g_autofree guint8 *exact = NULL;

      g_byte_array_append (bytes, origin->data, origin->len);
      for (int n = g_rand_int_range (rand, 1, 8); n > 0; n--)
        mutate_once (bytes, rand);
      g_rand_free (rand);

      exact = bytes->len > 0 ? g_memdup2 (bytes->data, bytes->len) : g_malloc (1);
      current_seed = (sig_atomic_t) seed;
      LLVMFuzzerTestOneInput (exact, bytes->len);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  signal (SIGABRT, on_abort);
  g_test_add_func ("/mail/property/mutations", test_mutations);
  return g_test_run ();
}
