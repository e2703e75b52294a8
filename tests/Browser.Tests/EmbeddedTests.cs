using ReplayGraph.Browser.Tests.Programs;
using ReplayGraph.Browser.Tests.Specs;
using Xunit.Abstractions;

namespace ReplayGraph.Browser.Tests;

[Collection(EmbeddedPrograms.Name)]
public sealed class EmbeddedPageTests(EmbeddedProgram program) : PageSpec(program);

[Collection(EmbeddedPrograms.Name)]
public sealed class EmbeddedWalkTests(EmbeddedProgram program) : WalkSpec(program);

[Collection(EmbeddedPrograms.Name)]
public sealed class EmbeddedStateTests(EmbeddedProgram program) : StateSpec(program);

[Collection(EmbeddedPrograms.Name)]
public sealed class EmbeddedAccessTests(EmbeddedProgram program) : AccessSpec(program);

[Collection(EmbeddedPrograms.Name)]
public sealed class EmbeddedHostileTests(EmbeddedProgram program) : HostileSpec(program);

[Collection(EmbeddedPrograms.Name)]
public sealed class EmbeddedFirstVisitTests(EmbeddedProgram program, ITestOutputHelper output) : FirstVisitSpec(program, output);
