using System.Text.RegularExpressions;

namespace Vmemmap.Tests.RealTrees;

/// <summary>A file of the kernel with one line changed.</summary>
/// <param name="Line">the number of the line, from 1.</param>
/// <param name="Change">the line before and after.</param>
/// <param name="Text">the whole file.</param>
internal sealed record Mutant(int Line, string Change, string Text)
{
    // What is replaced by what. A statement that stands alone on its line is left out.
    private static readonly (string Pattern, string Replacement)[] Changes =
    [
        (@"^(\t+)(?!return|goto|break|continue|struct|int|unsigned|pgd_t|p4d_t|pud_t|pmd_t|pte_t|void|static|const|LIST_HEAD|pgprot_t|u\d|\.|BUG|VM_|case|else)[a-z_>\-\*]+[^=;{}]*;$", "$1;"),
        (@"^(\t+)([a-z_>\-\.]+) (\+=|-=) .*;$", "$1;"),
        ("PAGE_KERNEL_RO", "PAGE_KERNEL"),
        ("list_add_tail", "list_add"),
        (@"\+ PAGE_SIZE", "+ 2 * PAGE_SIZE"),
        (@"\+= PAGE_SIZE", "+= 2 * PAGE_SIZE"),
        (@"start \+ NR_RESET_STRUCT_PAGE", "start"),
        (@"NR_RESET_STRUCT_PAGE\t+3", "NR_RESET_STRUCT_PAGE 1"),
        (@"\* NR_RESET_STRUCT_PAGE\)", ")"),
        ("goto out;", "break;"),
        (@"return -ENOMEM;", "return 0;"),
        (@"if \(!(?!walk|head)", "if ("),
        (@"if \((?!!)", "if (!"),
        (@"nr_pages--", "--nr_pages"),
        (@" != ", " == "),
        (@"walk\.nr_walked \*", "(walk.nr_walked - 1) *"),
        (@"nr_walked\+\+", "nr_walked += 2"),
        (@"pte\+\+", "pte += 2"),
        (@"head \+ i,", "head + i + 1,"),
        (@"walk->reuse_page, pgprot", "page, pgprot"),
        (@"mk_pte\(page, pgprot\)", "mk_pte(walk->reuse_page, pgprot)"),
    ];

    /// <summary>The mutants of some functions of a file, in the order of their lines.</summary>
    public static IEnumerable<Mutant> Of(string text, int firstLine, int lastLine)
    {
        var lines = text.Split('\n');
        for (var number = firstLine; number <= lastLine; number++)
        {
            var line = lines[number - 1];
            if (line.TrimStart().StartsWith('*') || line.TrimStart().StartsWith("/*", StringComparison.Ordinal))
            {
                continue;
            }
            foreach (var (pattern, replacement) in Changes)
            {
                var changed = Regex.Replace(line, pattern, replacement, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
                if (changed != line)
                {
                    yield return new(number, $"'{line.Trim()}' -> '{changed.Trim()}'", string.Join('\n', lines.Select((one, i) => i == number - 1 ? changed : one)));
                }
            }
        }
    }
}
