using Vmemmap.Model.Designs;
using Vmemmap.Properties.Stories;
using Vmemmap.Verify.Hosting;
using Vmemmap.Verify.Verdicts;

namespace Vmemmap.Verify.Output;

/// <summary>One verdict in words, for who has it in hand: the message of a test of a design of one's own.</summary>
public static class VerdictText
{
    // As wide as a log is read.
    private const int Width = 120;

    /// <summary>The verdict in one line.</summary>
    /// <param name="verdict">the verdict.</param>
    public static string Line(Verdict verdict)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        return $"{verdict.Design} {verdict.Invariant}: {Says(verdict)}{(verdict.IsExpected ? "" : ", NOT EXPECTED")}";
    }

    /// <summary>The verdict and what shows it: the shortest story of a refutation, or the place where the proof breaks.</summary>
    /// <param name="verdict">the verdict.</param>
    /// <param name="design">the design that it is on.</param>
    /// <param name="width">the longest line.</param>
    public static string Of(Verdict verdict, Design design, int width = Width)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        using StringWriter text = new() { NewLine = "\n" };
        Terminal terminal = new(text, TextWriter.Null, isInteractive: false, width);
        terminal.Say(Line(verdict));
        switch (verdict)
        {
            case { Ruling: Ruling.Refuted, IsAsMeasured: true }:
                RefutationReport.Write(terminal, verdict, design);
                break;
            case { Counterexample: { } trace }:
                terminal.Say($"As the design would say it: {UnexpectedReport.Difference(verdict, design)}.");
                terminal.Say();
                terminal.Say(Story.Outline(trace, design, bug: null, width));
                break;
            case { Reason: { } reason }:
                terminal.Say($"Expected to be refuted: {reason}");
                break;
        }
        if (verdict.Obstacle is { } obstacle)
        {
            ObstacleReport.Write(terminal, design, [obstacle]);
        }
        return text.ToString();
    }

    /// <summary>The command that gives the verdict again.</summary>
    /// <param name="verdict">the verdict.</param>
    public static string Command(Verdict verdict)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        return Command(verdict.Design, verdict.Invariant);
    }

    /// <summary>The command that gives a verdict.</summary>
    internal static string Command(string design, string invariant) => $"verify --design {design} --invariant {invariant} --fresh";

    private static string Says(Verdict verdict) => verdict.Ruling switch
    {
        Ruling.Proved => "proved",
        Ruling.Refuted => $"refuted, {VerdictTable.Steps(verdict)}, {verdict.LastStep ?? "at boot"}{(verdict.Remedy is { } remedy ? $"; {With(remedy)}" : "")}",
        _ => $"UNDECIDED ({ObstacleReport.CauseOf(verdict)}): {verdict.Obstacle!.Name}",
    };

    private static string With(RemedyVerdict remedy) => remedy.Complaint is { } complaint ? $"NOT PROVED with {remedy}: {complaint}" : $"holds with {remedy}";
}
