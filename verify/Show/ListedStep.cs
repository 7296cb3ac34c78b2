using Vmemmap.Model;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Designs;

namespace Vmemmap.Verify.Show;

/// <summary>A step as one line of a list tells it.</summary>
/// <param name="Name">its name.</param>
/// <param name="Function">the kernel functions, as the newest kernel among the designs calls them: a step may be called otherwise in every release.</param>
/// <param name="Designs">the designs that have it.</param>
internal sealed record ListedStep(string Name, string Function, IReadOnlyList<Design> Designs)
{
    /// <summary>The steps of designs, each once.</summary>
    public static IEnumerable<ListedStep> Of(IEnumerable<Design> designs) =>
        designs.SelectMany(design => new Machine<Bit, Num>(design).Steps.Select(step => (step.Name, step.Function, Design: design))).GroupBy(step => step.Name).Select(same =>
        {
            IReadOnlyList<Design> with = [.. same.Select(step => step.Design)];
            var newest = Catalogue.Newest(with);
            return new ListedStep(same.Key, same.First(step => step.Design == newest).Function, with);
        });
}
