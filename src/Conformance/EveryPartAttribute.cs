using System.Reflection;
using Xunit.Sdk;

namespace Eegavi.Conformance;

/// <summary>Gives the tests of a <see cref="ConformanceSuite"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class EveryPartAttribute : DataAttribute
{
    /// <inheritdoc/>
    public override IEnumerable<object[]> GetData(MethodInfo testMethod)
    {
        ArgumentNullException.ThrowIfNull(testMethod);
        var suite = (ConformanceSuite)Activator.CreateInstance(testMethod.ReflectedType!)!;
        return suite.Suite.Tests.Select(test => new object[] { test.Part, test.Rule });
    }
}
