using System.Reflection;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace ReplayGraph.Prerequisites;

/// <summary>The xUnit framework, but classes whose <see cref="PrerequisiteAttribute"/> is not met are skipped.</summary>
public sealed class PrerequisiteFramework(IMessageSink messageSink) : XunitTestFramework(messageSink)
{
    /// <summary>The name for the assembly's TestFramework attribute.</summary>
    public const string Type = "ReplayGraph.Prerequisites.PrerequisiteFramework", Assembly = "ReplayGraph.Prerequisites";

    /// <inheritdoc/>
    protected override ITestFrameworkDiscoverer CreateDiscoverer(IAssemblyInfo assemblyInfo) =>
        new Discoverer(assemblyInfo, SourceInformationProvider, DiagnosticMessageSink);

    private sealed class Discoverer(IAssemblyInfo assembly, ISourceInformationProvider sources, IMessageSink diagnostics)
        : XunitTestFrameworkDiscoverer(assembly, sources, diagnostics)
    {
        protected override bool FindTestsForMethod(
            ITestMethod testMethod,
            bool includeSourceInformation,
            IMessageBus messageBus,
            ITestFrameworkDiscoveryOptions discoveryOptions)
        {
            if (MissingFor(testMethod.TestClass.Class) is not { } missing
                || !testMethod.Method.GetCustomAttributes(typeof(FactAttribute)).Any())
            {
                return base.FindTestsForMethod(testMethod, includeSourceInformation, messageBus, discoveryOptions);
            }

            // One case for each method: the data source of a theory may be missing too.
            var skipped = new XunitSkippedDataRowTestCase(
                DiagnosticMessageSink,
                discoveryOptions.MethodDisplayOrDefault(),
                discoveryOptions.MethodDisplayOptionsOrDefault(),
                testMethod,
                missing);
            return ReportDiscoveredTestCase(skipped, includeSourceInformation, messageBus);
        }

        private static string? MissingFor(ITypeInfo type) => Environment.GetEnvironmentVariable("CI") is { Length: > 0 }
            ? null
            : ((IReflectionTypeInfo)type).Type.GetCustomAttribute<PrerequisiteAttribute>()?.Missing;
    }
}
