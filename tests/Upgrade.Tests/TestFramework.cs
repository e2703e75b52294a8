using ReplayGraph.Prerequisites;

[assembly: TestFramework(PrerequisiteFramework.Type, PrerequisiteFramework.Assembly)]
