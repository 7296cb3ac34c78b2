namespace Vmemmap.Model.Designs;

/// <summary>
/// The run that a mail or a commit is about. The shortest counterexample need not be it: where an invariant breaks in two ways, the shorter one may be a race that nobody had in mind.
/// Plain data: whoever tells it replays it first.
/// </summary>
/// <param name="Invariant">slug of the invariant that its last state violates.</param>
/// <param name="Title">what happens, in one line.</param>
/// <param name="Source">the mail or commit that is about it.</param>
/// <param name="Scope">the sizes in which it is told.</param>
/// <param name="Steps">what happens, from the boot state on.</param>
public sealed record TellingRun(string Invariant, string Title, string Source, Scope Scope, IReadOnlyList<TellingStep> Steps);

/// <summary>One step of a telling run. A parameter that is left out is 0; a frame that is left out is the only one with which the step can be taken.</summary>
/// <param name="Name">slug of the step.</param>
/// <param name="Folio">the hugepage.</param>
/// <param name="Page">the vmemmap page.</param>
/// <param name="Slot">the struct page within it.</param>
/// <param name="Frame">the frame, or the translation that the step uses.</param>
/// <param name="Entry">the entry of the operation's list.</param>
/// <param name="Pin">the driver's reference.</param>
public sealed record TellingStep(string Name, int? Folio = null, int? Page = null, int? Slot = null, int? Frame = null, int? Entry = null, int? Pin = null)
{
    /// <summary>It is taken as often as it can be: a walk over pages or over a list. Of its parameters only the hugepage can be chosen.</summary>
    public bool Repeats { get; init; }
}
