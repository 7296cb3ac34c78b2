using Vmemmap.Proofs.Export;
using Vmemmap.Verify.Hosting;

namespace Vmemmap.Verify.Output;

/// <summary>What another solver says of the obligations of a design.</summary>
/// <param name="Design">name of the design.</param>
/// <param name="Solver">the program that was asked.</param>
/// <param name="Opinions">of each obligation.</param>
internal sealed record SecondOpinions(string Design, string Solver, IReadOnlyList<(ExportedObligation Obligation, SecondOpinion Opinion)> Opinions)
{
    /// <summary>It confirms every one.</summary>
    public bool AllConfirm => Count(SecondOpinion.Confirms) == Opinions.Count;

    /// <summary>How many it confirms, and each that it does not.</summary>
    public void Write(Terminal terminal, bool isForMachines)
    {
        var others = Opinions.Where(one => one.Opinion != SecondOpinion.Confirms);
        var (confirms, contradicts, abstains) = (Count(SecondOpinion.Confirms), Count(SecondOpinion.Contradicts), Count(SecondOpinion.Abstains));
        if (isForMachines)
        {
            foreach (var (obligation, opinion) in others)
            {
                JsonLines.Write(terminal.Out, new { Design, Obligation = obligation.FileName, Opinion = opinion });
            }
            JsonLines.Write(terminal.Out, new { Design, Solver, Obligations = Opinions.Count, Confirms = confirms, Contradicts = contradicts, Abstains = abstains });
            return;
        }
        terminal.Say($"{Design}: {Solver} confirms {confirms} of {Opinions.Count} obligations, contradicts {contradicts}, abstains from {abstains}");
        foreach (var (obligation, opinion) in others)
        {
            terminal.Say($"  {opinion.ToString().ToLowerInvariant()}: {obligation.FileName}");
        }
    }

    /// <summary>The totals, for machines.</summary>
    public static void WriteSummary(TextWriter output, IReadOnlyList<SecondOpinions> all) => JsonLines.Write(output, new
    {
        Summary = true, Designs = all.Count, Obligations = all.Sum(of => of.Opinions.Count), Confirms = all.Sum(of => of.Count(SecondOpinion.Confirms)),
        Contradicts = all.Sum(of => of.Count(SecondOpinion.Contradicts)), Abstains = all.Sum(of => of.Count(SecondOpinion.Abstains)),
    });

    private int Count(SecondOpinion opinion) => Opinions.Count(one => one.Opinion == opinion);
}
