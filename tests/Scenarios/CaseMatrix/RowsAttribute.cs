using System.Reflection;
using Xunit.Sdk;

namespace Vmemmap.Tests.Scenarios.CaseMatrix;

/// <summary>The designs that a test runs in: those of the rows of the table that name it.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RowsAttribute : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => Cases.Rows
        .Where(row => row.Outcome.Test == testMethod.Name)
        .SelectMany(row => row.Era.Designs)
        .Select(design => new object[] { design });
}
