namespace Vmemmap.Model.Designs;

/// <summary>One change of a design that brings a property back: it can be taken away alone, to see what it is for.</summary>
/// <param name="Name">unique name, a slug.</param>
/// <param name="Says">what changes, with the commit it comes from; "ours" where there is none.</param>
/// <param name="Of">the parts with the change.</param>
public sealed record Correction(string Name, string Says, Func<PartList, PartList> Of);
