using Vmemmap.Model.Symbolic;
using Index = Vmemmap.Model.Logic.Index;

namespace Vmemmap.Properties.Checking.Dependence;

/// <summary>One way in which an invariant depends on a table.</summary>
/// <param name="Cell">the read: the table and, as terms, the indices of the cell.</param>
/// <param name="Uses">all that the invariant makes of the value there.</param>
/// <param name="Within">equalities of variables that stand in conjunction with every use: for other values of those variables the value read does not matter.</param>
internal sealed record ReadSite(Term Cell, IReadOnlyList<Use> Uses, IReadOnlyList<Equality> Within);

/// <summary>A variable must equal the value of a cell that is the same for all values of the variables.</summary>
internal sealed record Equality(Index Variable, Term Cell);
