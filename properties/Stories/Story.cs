using System.Text;
using Vmemmap.Model.Bugs;
using Vmemmap.Model.Designs;
using Vmemmap.Properties.Stories.Explanations;
using Vmemmap.Properties.Stories.Pictures;
using Vmemmap.Properties.Stories.Words;
using Vmemmap.Properties.Traces;

namespace Vmemmap.Properties.Stories;

/// <summary>
/// A counterexample told to a kernel engineer: what must hold, numbered steps with what each changed, the mapping before and after in the
/// notation of the mail of 2020, and what is wrong. Plain text, the same for the same trace.
/// </summary>
public static class Story
{
    private const int Width = 118;

    /// <summary>The whole story of a counterexample of a design in the catalogue.</summary>
    /// <exception cref="ArgumentException">The trace names a design, a bug or an invariant that does not exist.</exception>
    /// <exception cref="InvalidOperationException">The trace does not replay.</exception>
    public static string Tell(Trace trace) => Tell(trace, DesignOf(trace), BugOf(trace));

    /// <summary>The whole story of a counterexample of any design.</summary>
    /// <inheritdoc cref="Tell(Trace)"/>
    public static string Tell(Trace trace, Design design, Bug? bug = null) => Write(trace, design, bug, isFull: true);

    /// <summary>The story in brief: one line for each step and the mapping after the last one.</summary>
    /// <inheritdoc cref="Tell(Trace)"/>
    public static string Outline(Trace trace, Design design, Bug? bug = null) => Write(trace, design, bug, isFull: false);

    private static string Write(Trace trace, Design design, Bug? bug, bool isFull)
    {
        ArgumentNullException.ThrowIfNull(trace);
        ArgumentNullException.ThrowIfNull(design);
        var told = new Retelling(trace, design, bug);
        var text = new StringBuilder();
        Head(text, told, isFull);
        Steps(text, told, isFull);
        var why = Explanation.Of(told);
        var place = Place.Of(told, why);
        text.Append('\n');
        foreach (var line in new Picture(told, place).Lines(withBoot: isFull))
        {
            text.Append("  ").Append(line).Append('\n');
        }
        Paragraph(text.Append('\n'), "Wrong: ", Finding.Say(told, why, place));
        return text.ToString();
    }

    private static void Head(StringBuilder text, Retelling told, bool isFull)
    {
        var (invariant, count) = (told.Invariant, Names.Count(told.Trace.Moves.Count, "step"));
        var ids = invariant.IsLemma ? "lemma" : string.Join(", ", invariant.Ids);
        text.Append($"{told.Design.Name}{(told.Bug is null ? "" : $" with {told.Bug.Name}")}: {invariant.Name} ({ids}) violated after {count}\n");
        Paragraph(text, "  ", invariant.Sentence);
        if (isFull)
        {
            Paragraph(text, "  Origin: ", invariant.Origin);
            Paragraph(text, "  Design: ", $"{told.Design.Title}.");
        }
        if (told.Bug is { } bug)
        {
            Paragraph(text, "  Bug:    ", bug.Sentence);
        }
        if (isFull)
        {
            Paragraph(text, "  Scope:  ", $"{new Names(told.Now.Scope).ScopeLine()}.");
        }
    }

    private static void Steps(StringBuilder text, Retelling told, bool isFull)
    {
        text.Append('\n');
        var (number, margin) = (0, $"{told.Trace.Moves.Count}".Length + 2);
        foreach (var moment in told.Moments())
        {
            var line = $"{$"{++number}".PadLeft(margin)}. {StepWords.Line(moment)}";
            if (isFull)
            {
                text.Append(line).Append('\n');
                Paragraph(text, new string(' ', margin + 4), string.Join("; ", Changes(moment)));
            }
            else
            {
                text.Append(line).Append(Brief(moment, Width - line.Length)).Append('\n');
            }
        }
    }

    // As much of what the step changed in memory as fits behind it.
    private static string Brief(Moment moment, int room)
    {
        var text = "";
        foreach (var change in MappingWords.Tell(moment).Concat(PoisonWords.Pages(moment)).Concat(ContentWords.Tell(moment)).Concat(ReaderWords.Tell(moment)))
        {
            var more = $"{(text.Length == 0 ? "  " : "; ")}{change}";
            if (text.Length + more.Length > room)
            {
                break;
            }
            text += more;
        }
        return text;
    }

    private static List<string> Changes(Moment moment)
    {
        List<string> all =
        [
            .. MappingWords.Tell(moment), .. ContentWords.Tell(moment), .. PoisonWords.Tell(moment), .. ReaderWords.Tell(moment), .. FolioWords.Tell(moment),
        ];
        return all.Count > 0 ? all : ["changes nothing that others see"];
    }

    // Text in lines that fit, each beginning below the first word of the first.
    private static void Paragraph(StringBuilder text, string margin, string words)
    {
        var (column, indent) = (margin.Length, new string(' ', margin.Length));
        text.Append(margin);
        foreach (var word in words.Split(' '))
        {
            if (column > indent.Length && column + 1 + word.Length > Width)
            {
                text.Append('\n').Append(indent);
                column = indent.Length;
            }
            else if (column > indent.Length)
            {
                text.Append(' ');
                column++;
            }
            text.Append(word);
            column += word.Length;
        }
        text.Append('\n');
    }

    private static Design DesignOf(Trace trace) => Catalogue.Find(trace.Design)
        ?? throw new ArgumentException($"There is no design '{trace.Design}'.", nameof(trace));

    private static Bug? BugOf(Trace trace) => trace.Bug is null ? null : SeededBugs.Find(trace.Bug)
        ?? throw new ArgumentException($"There is no bug '{trace.Bug}'.", nameof(trace));
}
