using System.Reflection;
using System.Xml.Linq;
using Vmemmap.Model.Designs;
using Xunit.Sdk;

namespace Vmemmap.Tests.Running;

/// <summary>The fast part of the tests is chosen by a rule: what has the category, and each case that names one design. Whatever is tested for each design or bug is in it with that design.</summary>
[Trait(Category, Fast)]
public sealed class The_fast_part
{
    private const string Category = "Category";
    private const string Fast = "Fast";
    private const string Long = "Long";

    private static IEnumerable<MethodInfo> Tests => typeof(The_fast_part).Assembly.GetTypes()
        .SelectMany(type => type.GetMethods().Where(method => method.DeclaringType == type && method.IsDefined(typeof(FactAttribute))));

    public static TheoryData<string> Folders => [.. Tests.Select(FolderOf).Distinct().Order(StringComparer.Ordinal)];

    [Fact]
    public void Names_a_design_that_there_is() =>
        Assert.Equal($"Category!=Long&(Category=Fast|DisplayName~{Corrected518.Design.Name})", XDocument.Parse(RepositoryFile.Text("fast.runsettings")).Descendants("TestCaseFilter").Single().Value);

    [Theory]
    [MemberData(nameof(Folders))]
    public void Touches_every_folder(string folder) => Assert.Contains(Tests.Where(test => FolderOf(test) == folder), IsFast);

    private static bool IsFast(MethodInfo test)
    {
        HashSet<string> categories = [.. CategoriesOf(test), .. CategoriesOf(test.DeclaringType!)];
        return !categories.Contains(Long) && (categories.Contains(Fast) || test.GetCustomAttributes<DataAttribute>().SelectMany(data => data.GetData(test)).Any(row => row.Contains(Corrected518.Design.Name)));
    }

    // An attribute of xunit does not tell what it was given.
    private static IEnumerable<string> CategoriesOf(MemberInfo member) => member.CustomAttributes
        .Where(attribute => attribute.AttributeType == typeof(TraitAttribute) && (string)attribute.ConstructorArguments[0].Value! == Category)
        .Select(attribute => (string)attribute.ConstructorArguments[1].Value!);

    private static string FolderOf(MethodInfo test) => test.DeclaringType!.Namespace!;
}
