namespace Vmemmap.Verify.Baselines;

/// <summary>A verdict that is not the committed one.</summary>
/// <param name="Old">what was committed; null where there was no such verdict.</param>
/// <param name="New">what was found; null where there is no such verdict any longer.</param>
internal sealed record VerdictChange(BaselineLine? Old, BaselineLine? New)
{
    /// <summary>Name of the design.</summary>
    public string Design => (New ?? Old)!.Design;

    /// <summary>Slug of the invariant.</summary>
    public string Invariant => (New ?? Old)!.Invariant;

    /// <summary>It in one sentence.</summary>
    /// <param name="name">of the file that was committed.</param>
    public string Against(string name) => (Old, New) switch
    {
        (null, _) => $"{Invariant} of {Design} is '{New!.Says}', and {name} has no such verdict.",
        (_, null) => $"{Invariant} of {Design} is '{Old.Says}' in {name}, and there is no such verdict any longer.",
        _ => $"{Invariant} of {Design} is '{New.Says}', and '{Old.Says}' in {name}.",
    };
}
