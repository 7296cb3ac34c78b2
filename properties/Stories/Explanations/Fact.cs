namespace Vmemmap.Properties.Stories.Explanations;

/// <summary>A cell that a truth value hinges on.</summary>
/// <param name="Table">the table's name.</param>
/// <param name="I">first index.</param>
/// <param name="J">second index.</param>
/// <param name="K">third index.</param>
/// <param name="Value">what the cell holds.</param>
/// <param name="Wanted">what it was compared with, where that was a constant and it is not equal to it.</param>
internal sealed record Fact(string Table, int I, int J, int K, int Value, int? Wanted = null);
