using System.Text;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Logic;
using Vmemmap.Model.Museum;
using Vmemmap.Properties.Stories.Explanations;
using Vmemmap.Properties.Stories.Pictures;
using Vmemmap.Properties.Stories.Retold;
using Vmemmap.Properties.Traces;

namespace Vmemmap.Properties.Stories;

/// <summary>
/// A counterexample told to a kernel engineer: what must hold, numbered steps with what each changed, the mapping before and after in the
/// notation of the mail of 2020, and what is wrong. Plain text, the same for the same trace.
/// </summary>
public static class Story
{
    /// <summary>What the letters and marks of every picture mean, for a reader of outlines.</summary>
    public static string Legend { get; } =
        $"One letter = one struct page in memory, the letters of a frame stand wherever it is mapped; {string.Join(", ", Letters.Marks.Select(m => $"{m.Mark} {m.Meaning}"))}.";

    /// <summary>The whole story of a counterexample of a design in the catalogue.</summary>
    /// <param name="trace">the counterexample.</param>
    /// <param name="width">the longest line; prose is no wider than can be read.</param>
    /// <exception cref="ArgumentException">The trace names a design, a bug or an invariant that does not exist.</exception>
    /// <exception cref="InvalidOperationException">The trace does not replay.</exception>
    public static string Tell(Trace trace, int width = int.MaxValue) => Tell(trace, DesignOf(trace), BugOf(trace), width);

    /// <summary>The whole story of a counterexample of any design.</summary>
    /// <inheritdoc cref="Tell(Trace, int)"/>
    public static string Tell(Trace trace, Design design, Bug? bug = null, int width = int.MaxValue) => Write(trace, design, bug, isFull: true, width);

    /// <summary>The story in brief: one line for each step and the mapping after the last one.</summary>
    /// <inheritdoc cref="Tell(Trace, int)"/>
    public static string Outline(Trace trace, Design design, Bug? bug = null, int width = int.MaxValue) => Write(trace, design, bug, isFull: false, width);

    /// <summary>How the story begins: what is violated, and after how many steps.</summary>
    /// <inheritdoc cref="Tell(Trace, int)"/>
    public static string Opening(Trace trace, Design design, Bug? bug = null)
    {
        ArgumentNullException.ThrowIfNull(trace);
        ArgumentNullException.ThrowIfNull(design);
        return Opening(new RetoldCounterexample(trace, design, bug));
    }

    /// <summary>The story in brief of a counterexample that someone else retells: its steps need not be those of a design.</summary>
    internal static string Outline(RetoldCounterexample told, int width = int.MaxValue) => Write(told, isFull: false, width);

    /// <summary>The run that a mail or commit is about, in brief: its title, who told it first, then its outline.</summary>
    /// <param name="told">what the design says of it.</param>
    /// <param name="trace">its steps.</param>
    /// <param name="design">the design.</param>
    /// <param name="width">the longest line; prose is no wider than can be read.</param>
    /// <inheritdoc cref="Tell(Trace, int)"/>
    public static string Outline(TellingRun told, Trace trace, Design design, int width = int.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(told);
        return $"{Paragraph.Of("", told.Title, width)}{Paragraph.Of("  ", told.Source, width)}\n{Outline(trace, design, bug: null, width)}";
    }

    /// <summary>The story of a run that violates nothing, or nothing that is of interest: its steps and the mapping before and after.</summary>
    /// <inheritdoc cref="Tell(Trace, int)"/>
    public static string SoFar(IReadOnlyList<Move> moves, Scope scope, Design design, Bug? bug = null)
    {
        ArgumentNullException.ThrowIfNull(moves);
        ArgumentNullException.ThrowIfNull(design);
        var told = new Retelling(moves, scope, design, bug);
        var text = new StringBuilder($"{design.Name}{(bug is null ? "" : $" with {bug.Name}")}: {Counted.Of(moves.Count, "step")}\n");
        Scene(text, told, int.MaxValue);
        text.Append('\n').Append(StepList.Of(told, isFull: true, int.MaxValue)).Append('\n');
        Draw(text, told, Place.Nowhere, isFull: true, int.MaxValue);
        return text.ToString();
    }

    private static string Write(Trace trace, Design design, Bug? bug, bool isFull, int width)
    {
        ArgumentNullException.ThrowIfNull(trace);
        ArgumentNullException.ThrowIfNull(design);
        return Write(new RetoldCounterexample(trace, design, bug), isFull, width);
    }

    private static string Write(RetoldCounterexample told, bool isFull, int width)
    {
        var text = new StringBuilder();
        Head(text, told, isFull, width);
        text.Append('\n').Append(StepList.Of(told, isFull, width));
        text.Append('\n').Append(Ending(told, isFull, width));
        return text.ToString();
    }

    /// <summary>How a story ends: the picture, and what is wrong. The steps have been told.</summary>
    internal static string Ending(RetoldCounterexample told, bool isFull, int width)
    {
        var text = new StringBuilder();
        var why = Explanation.Of(told);
        var place = Place.Of(told, why);
        Draw(text, told, place, isFull, width);
        return text.Append('\n').Append(Paragraph.Of("Wrong: ", Finding.Say(told, why, place), width)).ToString();
    }

    private static void Draw(StringBuilder text, Retelling told, Place place, bool isFull, int width)
    {
        var picture = new Picture(told, place);
        var lines = picture.Lines(withStart: isFull, width - 2).ToList();
        foreach (var line in isFull ? [.. lines, picture.Legend(lines)] : lines)
        {
            text.Append(Paragraph.Fit($"  {line}", width, hanging: 2)).Append('\n');
        }
    }

    private static string Opening(RetoldCounterexample told)
    {
        var ids = told.Invariant.IsLemma ? "lemma" : string.Join(", ", told.Invariant.Ids);
        return $"{told.Design.Name}{(told.Bug is null ? "" : $" with {told.Bug.Name}")}: {told.Invariant.Name} ({ids}) violated after {Counted.Of(told.Trace.Moves.Count, "step")}";
    }

    private static void Head(StringBuilder text, RetoldCounterexample told, bool isFull, int width)
    {
        var invariant = told.Invariant;
        text.Append(Paragraph.Of("", Opening(told), width));
        text.Append(Paragraph.Of("  ", invariant.Sentence, width));
        if (isFull)
        {
            text.Append(Paragraph.Of("  Origin: ", invariant.Origin, width));
            Scene(text, told, width);
        }
        else
        {
            Seeded(text, told, width);
        }
    }

    private static void Scene(StringBuilder text, Retelling told, int width)
    {
        text.Append(Paragraph.Of("  Design: ", $"{told.Design.Title}.", width));
        Seeded(text, told, width);
        text.Append(Paragraph.Of("  Scope:  ", $"{new Names(told.Now.Scope).ScopeLine()}.", width));
    }

    private static void Seeded(StringBuilder text, Retelling told, int width)
    {
        if (told.Bug is { } bug)
        {
            text.Append(Paragraph.Of("  Bug:    ", bug.Sentence, width));
        }
    }

    private static Design DesignOf(Trace trace) => Catalogue.Find(trace.Design)
        ?? throw new ArgumentException($"There is no design '{trace.Design}'.", nameof(trace));

    private static Bug? BugOf(Trace trace) => trace.Bug is null ? null : SeededBugs.Find(trace.Bug)
        ?? throw new ArgumentException($"There is no bug '{trace.Bug}'.", nameof(trace));
}
