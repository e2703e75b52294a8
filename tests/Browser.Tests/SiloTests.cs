using ReplayGraph.Browser.Tests.Programs;
using ReplayGraph.Browser.Tests.Specs;
using Xunit.Abstractions;

namespace ReplayGraph.Browser.Tests;

[Collection(SiloPrograms.Name)]
public sealed class SiloPageTests(SiloProgram program) : PageSpec(program);

[Collection(SiloPrograms.Name)]
public sealed class SiloWalkTests(SiloProgram program) : WalkSpec(program);

[Collection(SiloPrograms.Name)]
public sealed class SiloStateTests(SiloProgram program) : StateSpec(program);

[Collection(SiloPrograms.Name)]
public sealed class SiloAccessTests(SiloProgram program) : AccessSpec(program);

[Collection(SiloPrograms.Name)]
public sealed class SiloHostileTests(SiloProgram program) : HostileSpec(program);

[Collection(SiloPrograms.Name)]
public sealed class SiloFirstVisitTests(SiloProgram program, ITestOutputHelper output) : FirstVisitSpec(program, output);
